// Draws one chart as SVG text inside the program, where there is no page.
function fupanStill(request) {
  'use strict';
  var wanted = JSON.parse(request), drawn = fupanChart(wanted.drawing, wanted.width, wanted.palette);
  var chart = echarts.init(null, null, {
    renderer: 'svg', ssr: true, width: wanted.width, height: drawn.height
  });
  chart.setOption(drawn.option);
  var svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
