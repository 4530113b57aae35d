// Draws one chart as SVG text inside the program, where there is no page. The drawing library writes
// for pages that move; what a still picture shows none of is left out, and what neighbours have in
// common is said once. The text depends on the request alone, not on what was drawn before.
var fupanStill = (function () {
  'use strict';
  // Inherited by the elements of a group, those that change least first.
  var inherited = [
    'paint-order', 'stroke-miterlimit', 'stroke-linecap', 'stroke-linejoin', 'stroke-dasharray', 'stroke-width',
    'stroke', 'font-weight', 'font-size', 'text-anchor', 'fill'
  ];
  var initial = {
    'text-anchor': 'start', 'font-weight': 'normal', 'stroke-linecap': 'butt', 'stroke-linejoin': 'miter',
    'stroke-width': '1', 'fill-opacity': '1', 'stroke-opacity': '1'
  };
  var circle = /^M1 0A1 1 0 1 1 1 -0\.\d+A1 1 0 0 1 1 0$/;

  function rounded(number) { return String(Math.round(number * 10) / 10); }

  function escaped(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  }

  // A rectangle and a level line in fewer words.
  function path(d) {
    return d.replace(/l(-?[\d.]+) 0(?![\d.])/g, 'h$1').replace(/l0 (-?[\d.]+)/g, 'v$1')
      .replace(/^M(-?[\d.]+) (-?[\d.]+)L(-?[\d.]+) \2$/, 'M$1 $2H$3');
  }

  function isHidden(attributes) {
    var fill = attributes.fill, stroke = attributes.stroke;
    return /^matrix\(0,0,0,0,/.test(attributes.transform || '') ||
      (fill === 'none' || attributes['fill-opacity'] === '0') &&
      (!stroke || stroke === 'none' || attributes['stroke-width'] === '0');
  }

  // Words stand on their base line, which every reader of SVG knows, at their final place.
  function place(attributes) {
    var found = /^translate\((-?[\d.e-]+)[ ,](-?[\d.e-]+)\)$/.exec(attributes.transform || 'translate(0 0)');
    if (!found) return;
    var size = Number(attributes['font-size']) || 12;
    attributes.x = rounded(Number(found[1]) + Number(attributes.x || 0));
    attributes.y = rounded(Number(found[2]) + Number(attributes.y || 0) + size * 0.36);
    delete attributes.transform;
    delete attributes['dominant-baseline'];
  }

  function font(attributes) {
    var style = attributes.style || '', size = /(?:^|[\s:])([\d.]+)px/.exec(style);
    if (size) attributes['font-size'] = size[1];
    if (/\bbold\b/.test(style)) attributes['font-weight'] = 'bold';
    delete attributes.style;
  }

  function dot(attributes) {
    var scale = /^matrix\(([\d.]+),0,0,\1,(-?[\d.]+),(-?[\d.]+)\)$/.exec(attributes.transform || '');
    if (!scale || !circle.test(attributes.d)) return false;
    attributes.cx = rounded(scale[2]);
    attributes.cy = rounded(scale[3]);
    attributes.r = scale[1];
    if (attributes['stroke-width']) attributes['stroke-width'] = String(attributes['stroke-width'] * scale[1]);
    delete attributes.d;
    delete attributes.transform;
    return true;
  }

  // A node without what only a page that moves has use for; null where nothing of it shows.
  function reduced(node, prefix, isClip) {
    if (node.tag === 'style') return null;
    var attributes = {}, tag = node.tag, text = node.text || '';
    Object.keys(node.attrs || {}).forEach(function (name) {
      var value = node.attrs[name];
      if (value === undefined || value === null || value === false) return;
      if (/^ecmeta_|^class$|^pointer-events$/.test(name)) return;
      attributes[name] = String(value).replace(/^(url\(#)?zr\d+-/, '$1' + prefix);
    });
    var children = [];
    (node.children || []).forEach(function (child) {
      var kept = reduced(child, prefix, isClip || tag === 'clipPath');
      if (kept) children.push(kept);
    });
    if (tag === 'text') {
      if (!text) return null;
      font(attributes);
      place(attributes);
      if (!/^\s|\s$|\s\s/.test(text)) delete attributes['xml:space'];
    } else if (!children.length && tag !== 'svg') {
      // Clips show no colour, and of straight lines only the stroke shows.
      if (isClip || (attributes.fill === '#000' && attributes.stroke)) delete attributes.fill;
      else if (isHidden(attributes)) return null;
      if (tag === 'path') {
        if (dot(attributes)) tag = 'circle';
        else attributes.d = path(attributes.d);
      }
    }
    if ((tag === 'g' || tag === 'defs') && !children.length) return null;
    for (var name in initial) if (attributes[name] === initial[name]) delete attributes[name];
    return { tag: tag, attributes: attributes, text: text, children: grouped(children, 0) };
  }

  // Neighbours that have an attribute in common, inside a group that has it for them.
  function grouped(nodes, from) {
    for (var index = from; index < inherited.length && nodes.length > 1; index++) {
      var name = inherited[index], result = [], at = 0;
      while (at < nodes.length) {
        var value = nodes[at].attributes[name], end = at + 1;
        while (end < nodes.length && value !== undefined && nodes[end].attributes[name] === value) end++;
        if (value !== undefined && (end - at - 1) * (name.length + value.length + 4) > 8) {
          result.push(group(name, value, nodes.slice(at, end), index + 1));
        } else {
          result = result.concat(nodes.slice(at, end));
        }
        at = end;
      }
      nodes = result;
    }
    return nodes;
  }

  function group(name, value, nodes, from) {
    nodes.forEach(function (node) { delete node.attributes[name]; });
    var children = grouped(nodes, from);
    var outer = children.length === 1 && children[0].tag === 'g' && !children[0].attributes['clip-path'] ?
      children[0] : { tag: 'g', attributes: {}, text: '', children: children };
    outer.attributes[name] = value;
    return outer;
  }

  function written(node) {
    var head = '<' + node.tag;
    for (var name in node.attributes) head += ' ' + name + '="' + escaped(node.attributes[name]) + '"';
    var inside = escaped(node.text) +
      (node.children.length ? '\n' + node.children.map(written).join('\n') + '\n' : '');
    return inside ? head + '>' + inside + '</' + node.tag + '>' : head + '/>';
  }

  return function (request) {
    var wanted = JSON.parse(request), drawn = fupanChart(wanted.drawing, wanted.width, wanted.palette);
    var chart = echarts.init(null, null, {
      renderer: 'svg', ssr: true, width: wanted.width, height: drawn.height
    });
    chart.setOption(drawn.option);
    var picture = chart.getZr().painter.renderToVNode({ compress: true, useViewBox: true });
    var still = reduced(picture, wanted.prefix, false);
    still.attributes['font-family'] = drawn.option.textStyle.fontFamily;
    chart.dispose();
    return written(still);
  };
})();
