// What each kind of chart looks like, as options of ECharts. The same functions draw the still
// pictures in the program and the live charts in the page. Plain ES5; `palette` names every colour.
var fupanChart = (function () {
  'use strict';
  var fonts = 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC, system-ui, sans-serif';

  function each(list, body) { return (list || []).map(body); }

  function textWidth(text, size) {
    var width = 0;
    for (var i = 0; i < text.length; i++) {
      width += text.charCodeAt(i) < 0x2e80 ? size * 0.62 : size;
    }
    return width;
  }

  function widest(texts, size) {
    return texts.reduce(function (most, text) {
      return Math.max(most, textWidth(text || '', size));
    }, 0);
  }

  // Words in lines no wider than there is room for. A remark in brackets goes to a line of its own
  // before it is broken, and no line begins with what closes or ends with what opens.
  function wrapped(text, size, room) {
    var lines = [], line = '', used = 0, at = text.search(/\S\s*[（(［[【]/);
    if (at >= 0 && textWidth(text, size) > room) {
      at = text.slice(at + 1).search(/[（(［[【]/) + at + 1;
      var remark = text.slice(at);
      if (textWidth(remark, size) <= room) {
        lines = wrapped(text.slice(0, at), size, room);
        var last = lines.length - 1, gap = text.charAt(at - 1) === ' ' ? ' ' : '', whole = lines[last] + gap + remark;
        if (textWidth(whole, size) <= room) lines[last] = whole; else lines.push(remark);
        return lines;
      }
    }
    var parts = text.match(
      /\s+|[（［【《〈「『“‘]*(?:[\ud800-\udbff][\udc00-\udfff]|[\u2e80-\uffff]|[^\s\u2e80-\uffff]+)[）］】》〉」』”’、，。；：！？]*/g);
    (parts || []).forEach(function (part) {
      var wide = textWidth(part, size);
      if (line && used + wide > room) { lines.push(line.trim()); line = ''; used = 0; }
      if (!line && /^\s*$/.test(part)) return;
      line += part;
      used += wide;
    });
    if (line) lines.push(line.trim());
    return lines.length ? lines : [''];
  }

  function trimmed(number, places) {
    var text = number.toFixed(places);
    return places ? text.replace(/\.?0+$/, '') : text;
  }

  function grouped(number) {
    var parts = trimmed(number, Math.abs(number) < 10 ? 2 : 0).split('.');
    parts[0] = parts[0].replace(/\B(?=(\d{3})+(?!\d))/g, ',');
    return parts.join('.');
  }

  // A tick of an axis: ticks are round numbers, so that short is also exact.
  function tick(number, unit, drawing) {
    var sign = number < 0 ? '−' : '', size = Math.abs(number), text;
    if (unit === 'ratio') return sign + trimmed(size * 100, size < 0.01 ? 2 : 1) + '%';
    if (unit === 'points') return sign + trimmed(size * 100, 1);
    var steps = drawing.language === 'en' ? [[1e9, 'B'], [1e6, 'M'], [1e3, 'k']] : [[1e8, '亿'], [1e4, '万']];
    text = grouped(size);
    for (var i = 0; i < steps.length && size >= 1e4; i++) {
      if (size >= steps[i][0]) { text = trimmed(size / steps[i][0], 2) + steps[i][1]; break; }
    }
    if (unit === 'money') text = drawing.currency + text;
    if (unit === 'multiple') text += '×';
    return sign + text;
  }

  function numbers(values) {
    return each(values, function (value) { return value.v; })
      .filter(function (number) { return typeof number === 'number'; });
  }

  function all(drawing) {
    return [].concat.apply([], each(drawing.series, function (series) { return numbers(series.values); }));
  }

  function plotted(value) { return typeof value.v === 'number' ? value.v : null; }

  function base(drawing, palette) {
    return {
      animation: false,
      backgroundColor: 'transparent',
      color: [palette.s1, palette.s2, palette.s3, palette.s4, palette.s5, palette.s6],
      textStyle: { fontFamily: fonts, color: palette.ink, fontSize: 12 },
      tooltip: {
        renderMode: 'richText', confine: true, transitionDuration: 0,
        backgroundColor: palette.panel, borderColor: palette.line, borderWidth: 1,
        textStyle: { color: palette.ink, fontFamily: fonts, fontSize: 12, lineHeight: 18 }
      }
    };
  }

  // `icons` are the shapes of the names, a rectangle where there is none; a line shows its own dashes.
  function legend(option, names, width, palette, icons) {
    if (names.length < 2) return 0;
    var rows = 1, used = 0;
    names.forEach(function (name) {
      var wanted = textWidth(name, 12) + 44;
      if (used > 0 && used + wanted > width) { rows += 1; used = 0; }
      used += wanted;
    });
    option.legend = {
      show: true, type: 'plain', left: 0, top: 2, width: width, itemWidth: 12, itemHeight: 8, itemGap: 14,
      padding: 0, selectedMode: false,
      data: names.map(function (name, at) {
        var icon = icons ? icons[at] : 'rect';
        return icon ? { name: name, icon: icon } : { name: name };
      }),
      textStyle: { color: palette.inkSoft, fontSize: 12, fontFamily: fonts }
    };
    return rows * 22 + 8;
  }

  function rowAxis(names, labelWidth, palette) {
    return {
      type: 'category', data: names, inverse: true,
      axisLine: { show: false, onZero: false }, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: {
        interval: 0, lineHeight: 14, color: palette.ink, fontSize: 12, fontFamily: fonts, margin: 8,
        formatter: function (name) { return wrapped(name, 12, labelWidth + 4).join('\n'); }
      }
    };
  }

  function valueAxis(unit, drawing, palette, extra) {
    var axis = {
      type: 'value', splitNumber: 4,
      axisLine: { show: false }, axisTick: { show: false },
      splitLine: { lineStyle: { color: palette.line, width: 1 } },
      axisLabel: {
        color: palette.inkSoft, fontSize: 11, fontFamily: fonts, hideOverlap: true,
        formatter: function (number) { return tick(number, unit, drawing); }
      }
    };
    for (var key in extra || {}) axis[key] = extra[key];
    return axis;
  }

  function rowLabelWidth(names, width) {
    return Math.ceil(Math.min(widest(names, 12) + 8, width * (width < 560 ? 0.28 : 0.24)));
  }

  function tall(names, labelWidth) {
    return names.reduce(function (most, name) {
      return Math.max(most, wrapped(name, 12, labelWidth + 4).length);
    }, 1);
  }

  function lines(texts) { return texts.filter(function (text) { return text; }).join('\n'); }

  // A line across rows, its name above the first row: rows run downwards, so that is its start.
  function uprightLine(reference, low, high, palette) {
    var part = high > low ? (reference.value.v - low) / (high - low) : 0.5;
    return {
      silent: true, symbol: 'none', animation: false, z: 1,
      lineStyle: { color: palette.inkSoft, type: [4, 3], width: 1 },
      data: [{
        xAxis: reference.value.v,
        label: {
          show: true, position: 'start', color: palette.inkSoft, fontSize: 11, fontFamily: fonts,
          align: part > 0.66 ? 'right' : part < 0.34 ? 'left' : 'center',
          formatter: reference.name + ' ' + reference.value.b
        }
      }]
    };
  }

  // A level line. Its name stands in the legend, where no value can run through it.
  function levelLine(reference, palette) {
    return {
      type: 'line', name: reference.name + ' ' + reference.value.b, data: [], symbol: 'none', silent: true,
      color: palette.inkSoft, lineStyle: { color: palette.inkSoft, type: [4, 3], width: 1 },
      itemStyle: { color: palette.inkSoft },
      markLine: {
        silent: true, symbol: 'none', animation: false, label: { show: false },
        lineStyle: { color: palette.inkSoft, type: [4, 3], width: 1 }, data: [{ yAxis: reference.value.v }]
      }
    };
  }

  // The zero line, on a series that draws nothing else.
  function zeroLine(palette) {
    return {
      type: 'scatter', data: [], silent: true, tooltip: { show: false },
      markLine: {
        silent: true, symbol: 'none', label: { show: false }, animation: false,
        lineStyle: { color: palette.inkFaint, type: 'solid', width: 1 }, data: [{ xAxis: 0 }]
      }
    };
  }

  // Round limits and a round step that hold all the numbers, from zero where that is near.
  function roundRange(values) {
    var low = Math.min.apply(null, values), high = Math.max.apply(null, values);
    if (!(high > low)) { low -= Math.abs(low) / 2 || 1; high += Math.abs(high) / 2 || 1; }
    if (low > 0 && low < high * 0.5) low = 0;
    var room = (high - low) * 0.06, rough = (high - low + room) / 4;
    var power = Math.pow(10, Math.floor(Math.log(rough) / Math.LN10)), part = rough / power;
    var step = (part > 5 ? 10 : part > 2.5 ? 5 : part > 2 ? 2.5 : part > 1 ? 2 : 1) * power;
    return {
      min: low === 0 ? 0 : Math.floor((low - room) / step) * step,
      max: Math.ceil((high + room) / step) * step, interval: step
    };
  }

  function bars(drawing, width, palette) {
    var option = base(drawing, palette), names = each(drawing.series, function (s) { return s.name; });
    var stacked = drawing.arrangement === 'stacked', diverging = drawing.arrangement === 'diverging';
    var top = legend(option, names, width, palette) + (drawing.reference ? 20 : 4);
    var labelWidth = rowLabelWidth(drawing.labels, width);
    var labels = [].concat.apply([], each(drawing.series, function (s) {
      return each(s.values, function (value) { return value.b; });
    }));
    var side = Math.ceil(widest(stacked ? drawing.sums || [''] : labels, 11)) + (stacked ? 22 : 14);
    var left = labelWidth + 12, plot = Math.max(60, width - left - side);
    var rowHeight = Math.max(
      stacked || diverging ? 30 : (drawing.series.length > 1 ? 16 : 14) * drawing.series.length + 16,
      tall(drawing.labels, labelWidth) * 14 + 8);
    var axed = stacked && !drawing.sums;
    var height = top + rowHeight * drawing.labels.length + (axed ? 28 : 8);
    var found = all(drawing), low = Math.min.apply(null, found.concat([0]));
    var high = Math.max.apply(null, found.concat([0]));
    if (stacked) {
      drawing.labels.forEach(function (label, at) {
        var above = 0, below = 0;
        drawing.series.forEach(function (series) {
          var part = plotted(series.values[at]) || 0;
          if (part > 0) above += part; else below += part;
        });
        low = Math.min(low, below);
        high = Math.max(high, above);
      });
    }
    if (drawing.reference && typeof drawing.reference.value.v === 'number') {
      low = Math.min(low, drawing.reference.value.v);
      high = Math.max(high, drawing.reference.value.v);
    }
    var axis = valueAxis(drawing.unit, drawing, palette, {});
    if (!stacked || drawing.sums) {
      // Each bar carries its value, so the axis needs none; below zero the value stands on the left.
      axis.axisLabel = { show: false };
      axis.splitLine = { show: false };
      if (low < 0) low -= (high - low) * side / Math.max(40, plot - side);
      if (!axed && high > low) { axis.min = low; axis.max = high; }
    }
    option.grid = { left: left, right: side, top: top, bottom: axed ? 24 : 4 };
    option.xAxis = axis;
    option.yAxis = rowAxis(drawing.labels, labelWidth, palette);
    option.tooltip.trigger = 'axis';
    option.tooltip.axisPointer = { type: 'shadow', shadowStyle: { color: palette.hover } };
    option.tooltip.formatter = function (items) {
      var at = items[0].dataIndex;
      return lines([drawing.labels[at]].concat(each(drawing.series, function (series) {
        return (names.length > 1 || series.name ? series.name + '  ' : '') + series.values[at].t;
      })));
    };
    option.series = each(drawing.series, function (series, index) {
      return {
        type: 'bar', name: series.name, stack: stacked ? 'all' : undefined,
        barMaxWidth: stacked || diverging || drawing.series.length === 1 ? 18 : 13, barGap: '15%',
        barCategoryGap: drawing.series.length > 1 ? '24%' : '32%',
        data: each(series.values, function (value) {
          var item = { value: plotted(value) === null ? '-' : value.v, b: value.b };
          if (diverging) {
            item.itemStyle = { color: value.v < 0 ? palette.negative : palette.positive };
          }
          item.label = { position: value.v < 0 ? 'left' : 'right' };
          return item;
        }),
        label: {
          show: !stacked || (index === drawing.series.length - 1 && !!drawing.sums),
          color: palette.ink, fontSize: 11, fontFamily: fonts, distance: 5,
          textBorderColor: palette.panel, textBorderWidth: 3,
          formatter: function (item) { return stacked ? drawing.sums[item.dataIndex] : item.data.b; }
        },
        markLine: index === 0 && drawing.reference && typeof drawing.reference.value.v === 'number' ?
          uprightLine(drawing.reference, low, high, palette) : undefined
      };
    });
    if (diverging || low < 0) option.series.push(zeroLine(palette));
    return { option: option, height: height };
  }

  function dayAxis(labels, palette, extra) {
    var axis = {
      type: 'category', data: labels, boundaryGap: false,
      axisLine: { lineStyle: { color: palette.inkFaint } }, axisTick: { show: false },
      axisLabel: { color: palette.inkSoft, fontSize: 11, fontFamily: fonts, hideOverlap: true, margin: 8 }
    };
    for (var key in extra || {}) axis[key] = extra[key];
    return axis;
  }

  function linesChart(drawing, width, palette) {
    var option = base(drawing, palette), names = each(drawing.series, function (s) { return s.name; });
    var listed = names.slice(), icons = names.map(function () { return null; });
    var reference = drawing.reference && typeof drawing.reference.value.v === 'number' ? drawing.reference : null;
    if (drawing.band) { listed.push(drawing.band.name); icons.push('rect'); }
    if (reference) { listed.push(reference.name + ' ' + reference.value.b); icons.push(null); }
    var top = legend(option, listed, width, palette, icons) + 14;
    if (option.legend) option.legend.itemWidth = 24;
    if ((drawing.notes || []).length) top += 16;
    var found = all(drawing);
    if (drawing.band) found = found.concat(numbers(drawing.band.lower), numbers(drawing.band.upper));
    if (reference) found.push(reference.value.v);
    var high = Math.max.apply(null, found.concat([0])), low = Math.min.apply(null, found.concat([0]));
    var left = Math.ceil(widest([tick(high * 1.25, drawing.unit, drawing), tick(high / 3, drawing.unit, drawing),
      tick(low, drawing.unit, drawing)], 11)) + 12;
    left = Math.min(left, 76);
    option.grid = { left: left, right: 22, top: top, bottom: 28 };
    option.xAxis = dayAxis(drawing.labels, palette, drawing.labels.length === 1 ? { boundaryGap: true } : {});
    // Parts of a whole end at the whole.
    option.yAxis = valueAxis(drawing.unit, drawing, palette,
      drawing.unit === 'ratio' && low === 0 && high > 0.7 && high <= 1 ? { max: 1, interval: 0.25 } : {});
    option.tooltip.trigger = 'axis';
    option.tooltip.axisPointer = { type: 'line', lineStyle: { color: palette.inkFaint } };
    option.tooltip.formatter = function (items) {
      var at = items[0].dataIndex;
      var texts = [drawing.labels[at]].concat(each(drawing.series, function (series) {
        return series.name + '  ' + series.values[at].t;
      }));
      if (drawing.band) {
        texts.push(drawing.band.name + '  ' + drawing.band.lower[at].t + ' – ' + drawing.band.upper[at].t);
      }
      each(drawing.notes, function (note) { if (note.at === at) texts.push(note.text); });
      return lines(texts);
    };
    option.series = [];
    if (drawing.band) {
      option.series.push({
        type: 'line', name: ' ', stack: 'band', emphasis: { disabled: true }, symbol: 'none', silent: true, lineStyle: { opacity: 0 },
        data: each(drawing.band.lower, plotted)
      }, {
        type: 'line', name: drawing.band.name, stack: 'band', symbol: 'none', silent: true,
        lineStyle: { opacity: 0 }, areaStyle: { color: palette.band, opacity: 1 }, emphasis: { disabled: true },
        itemStyle: { color: palette.band }, color: palette.band,
        data: each(drawing.band.upper, function (upper, at) {
          var bottom = plotted(drawing.band.lower[at]), most = plotted(upper);
          return bottom === null || most === null ? null : most - bottom;
        })
      });
    }
    each(drawing.series, function (series, index) {
      var colour = option.color[index % 6];
      var item = {
        type: 'line', name: series.name, z: 3, symbol: drawing.labels.length > 31 ? 'none' : 'circle', symbolSize: 5,
        showSymbol: true, showAllSymbol: true, color: colour,
        lineStyle: { width: 2, color: colour, type: index ? [[6, 3], [2, 3], [8, 3, 2, 3]][(index - 1) % 3] : 'solid' },
        itemStyle: { color: colour }, connectNulls: false, data: each(series.values, plotted)
      };
      if (index === 0) {
        item.markPoint = {
          silent: true, symbol: 'circle', symbolSize: 17, symbolOffset: [0, -15], animation: false,
          itemStyle: { color: palette.ink },
          label: { color: palette.panel, fontSize: 10, fontWeight: 'bold', fontFamily: fonts },
          data: each(drawing.notes, function (note) {
            var level = plotted(series.values[note.at]);
            return {
              coord: [note.at, level === null ? high : level],
              label: { formatter: String(note.number) }
            };
          })
        };
      }
      option.series.push(item);
    });
    if (reference) option.series.push(levelLine(reference, palette));
    return { option: option, height: (width < 560 ? 210 : 250) + top };
  }

  // A funnel as bars, with what was lost written between them.
  function funnel(drawing, width, palette) {
    var option = base(drawing, palette), rows = [], data = [];
    var values = drawing.series[0].values;
    each(values, function (value, at) {
      if (at > 0) { rows.push(''); data.push({ value: 0, side: drawing.between[at], soft: true }); }
      rows.push(drawing.labels[at]);
      data.push({ value: plotted(value) === null ? 0 : value.v, side: drawing.side[at], step: at });
    });
    var labelWidth = rowLabelWidth(rows, width), side = Math.ceil(widest(drawing.side, 12)) + 16;
    // Where room is short the words stand inside the row, over a paler bar.
    option.grid = { left: labelWidth + 12, right: side, top: 4, bottom: 4 };
    option.xAxis = { type: 'value', show: false, min: 0, max: Math.max.apply(null, numbers(values).concat([1])) };
    option.yAxis = rowAxis(rows, labelWidth, palette);
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (item) {
      var at = item.data.step;
      return at === undefined ? item.data.side :
        lines([drawing.labels[at], values[at].t, drawing.side[at], drawing.between[at]]);
    };
    option.series = [{
      type: 'bar', barWidth: 24, data: each(data, function (item) {
        return {
          value: item.value, side: item.side, step: item.step, itemStyle: { color: palette.s1 },
          label: {
            show: true, position: 'right', distance: item.soft ? 0 : 6, formatter: item.side || '',
            color: item.soft ? palette.inkSoft : palette.ink, fontSize: item.soft ? 11 : 12, fontFamily: fonts
          }
        };
      })
    }];
    return { option: option, height: 8 + rows.length * 29 };
  }

  function matrix(drawing, width, palette, cell) {
    var option = base(drawing, palette), left = rowLabelWidth(drawing.rows, width) + 10;
    var data = [], scale = drawing.scale || 1;
    each(drawing.cells, function (row, y) {
      each(row, function (value, x) {
        if (plotted(value) === null) return;
        var level = Math.max(0, Math.min(6, Math.ceil(value.v / scale * 6)));
        data.push({
          value: [x, y, value.v, level],
          label: { color: level >= 4 ? palette.heatInkHigh : palette.heatInkLow }
        });
      });
    });
    var rowHeight = Math.max(cell.height, tall(drawing.rows, left - 10) * 14 + 4);
    var bottom = 34, top = 22, height = top + rowHeight * drawing.rows.length + bottom;
    option.grid = { left: left, right: 4, top: top, bottom: bottom };
    option.xAxis = {
      type: 'category', data: drawing.labels, position: 'top', splitArea: { show: false },
      axisLine: { show: false }, axisTick: { show: false },
      axisLabel: {
        color: palette.inkSoft, fontSize: 11, fontFamily: fonts, margin: 5, hideOverlap: true,
        interval: cell.every ? function (index) { return index % cell.every === 0; } : 0
      }
    };
    option.yAxis = rowAxis(drawing.rows, left - 10, palette);
    option.visualMap = {
      show: false, type: 'piecewise', dimension: 3,
      pieces: [0, 1, 2, 3, 4, 5, 6].map(function (level) {
        return { value: level, color: palette['heat' + level] };
      })
    };
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (item) {
      var at = item.value;
      return drawing.rows[at[1]] + ' · ' + drawing.labels[at[0]] + '\n' + drawing.cells[at[1]][at[0]].t;
    };
    option.series = [{
      type: 'heatmap', data: data, itemStyle: { borderColor: palette.panel, borderWidth: 1.5 },
      label: {
        show: !!cell.text, fontSize: 11, fontFamily: fonts,
        formatter: function (item) { return cell.text(drawing.cells[item.value[1]][item.value[0]]); }
      }
    }];
    // The key, under the cells.
    var key = [], x = left, y = height - 20;
    key.push({ type: 'text', left: x, top: y - 1, style: { text: drawing.less, fill: palette.inkSoft, font: '11px ' + fonts } });
    x += Math.ceil(textWidth(drawing.less, 11)) + 6;
    for (var level = 0; level <= 6; level++) {
      key.push({ type: 'rect', left: x, top: y, shape: { width: 14, height: 10 }, style: { fill: palette['heat' + level] } });
      x += 15;
    }
    key.push({ type: 'text', left: x + 5, top: y - 1, style: { text: drawing.more, fill: palette.inkSoft, font: '11px ' + fonts } });
    option.graphic = each(key, function (part) { part.silent = true; return part; });
    return { option: option, height: height };
  }

  function heat(drawing, width, palette) {
    var cell = (width - rowLabelWidth(drawing.rows, width) - 14) / Math.max(1, drawing.labels.length);
    var wanted = widest(drawing.labels, 11) + 6;
    // Where there is room, each cell says its number.
    var roomy = cell > 40 && widest([].concat.apply([], each(drawing.cells, function (row) {
      return each(row, function (value) { return value.b; });
    })), 11) + 8 <= cell;
    return matrix(drawing, width, palette, {
      height: roomy ? 28 : width < 560 ? 22 : 26, every: Math.ceil(wanted / cell),
      text: roomy ? function (value) { return value.b; } : null
    });
  }

  function cohorts(drawing, width, palette) {
    var cell = (width - rowLabelWidth(drawing.rows, width) - 14) / Math.max(1, drawing.labels.length);
    var full = widest([].concat.apply([], each(drawing.cells, function (row) {
      return each(row, function (value) { return value.b; });
    })), 11) + 6;
    var every = Math.ceil((widest(drawing.labels, 11) + 6) / cell);
    return matrix(drawing, width, palette, {
      height: 28, every: every,
      text: function (value) {
        if (full <= cell) return value.b;
        if (drawing.unit === 'ratio') {
          var whole = String(Math.round(value.v * 100));
          return cell > 28 ? whole + '%' : cell > 18 ? whole : '';
        }
        return textWidth(value.b, 11) + 4 <= cell ? value.b : '';
      }
    });
  }

  // Names beside their dots where they touch neither a dot nor another name nor the border; one that
  // finds no room is left to the table.
  function placeNames(drawing, across, up, plot, sizeOf) {
    var boxes = each(drawing.points, function (point) {
      var size = sizeOf(point);
      var x = plot.left + (point.x.v - across.min) / (across.max - across.min) * plot.width;
      var y = plot.top + (1 - (point.y.v - up.min) / (up.max - up.min)) * plot.height;
      return { x: x, y: y, size: size, left: x - size / 2, right: x + size / 2, top: y - size / 2, bottom: y + size / 2 };
    });
    var taken = boxes.slice();
    return each(drawing.points, function (point, index) {
      var dot = boxes[index], wide = textWidth(point.name, 11), high = 14, half = dot.size / 2, side = null;
      // Each place as the label's corner from the dot's, as ECharts takes it.
      [[dot.size + 4, half - 7], [-wide - 4, half - 7], [half - wide / 2, -high - 3], [half - wide / 2, dot.size + 3],
        [dot.size - 1, -high + 1], [dot.size - 1, dot.size - 1], [-wide + 1, -high + 1], [-wide + 1, dot.size - 1]
      ].some(function (place) {
        var box = { left: dot.left + place[0], top: dot.top + place[1] };
        box.right = box.left + wide;
        box.bottom = box.top + high;
        var free = box.left >= plot.left && box.right <= plot.left + plot.width + 14 && box.top >= plot.top - 8 &&
          box.bottom <= plot.top + plot.height && taken.every(function (other) {
            return other === dot || box.right < other.left || box.left > other.right || box.bottom < other.top ||
              box.top > other.bottom;
          });
        if (free) { side = place; taken.push(box); }
        return free;
      });
      return { size: dot.size, side: side };
    });
  }

  function quadrants(drawing, width, palette) {
    var option = base(drawing, palette), fields = drawing.fields || [], groups = [[], [], [], []];
    var biggest = Math.max.apply(null, each(drawing.points, function (p) { return p.size ? p.size.v : 0; }).concat([0]));
    var across = roundRange(each(drawing.points, function (p) { return p.x.v; })
      .concat(drawing.x.cut ? [drawing.x.cut.v] : []));
    var up = roundRange(each(drawing.points, function (p) { return p.y.v; })
      .concat(drawing.y.cut ? [drawing.y.cut.v] : []));
    var left = Math.ceil(widest([tick(up.max, drawing.y.unit, drawing), tick(up.min, drawing.y.unit, drawing),
      tick(up.max - up.interval, drawing.y.unit, drawing)], 11)) + 12;
    var symbols = ['circle', 'rect', 'triangle', 'diamond'];
    var top = legend(option, fields, width, palette, symbols) + 24;
    if (option.legend) option.legend.itemHeight = 10;
    var tallness = width < 560 ? 250 : 290, plot = { left: left, top: top, width: width - left - 18, height: tallness };
    option.grid = { left: left, right: 18, top: top, height: tallness };
    var placed = placeNames(drawing, across, up, plot, function (point) {
      return point.size && biggest > 0 ? 8 + Math.sqrt(Math.max(0, point.size.v) / biggest) * 22 : 10;
    });
    each(drawing.points, function (point, index) {
      var right = !drawing.x.cut || point.x.v >= drawing.x.cut.v;
      var above = !drawing.y.cut || point.y.v >= drawing.y.cut.v;
      var at = fields.length === 4 ? (above ? (right ? 0 : 1) : (right ? 3 : 2)) : 0;
      groups[at].push({
        value: [point.x.v, point.y.v], name: point.name, point: point, symbolSize: placed[index].size,
        label: { show: !!placed[index].side, position: placed[index].side || 'right', align: 'left', verticalAlign: 'top' }
      });
    });
    option.xAxis = valueAxis(drawing.x.unit, drawing, palette, across);
    option.yAxis = valueAxis(drawing.y.unit, drawing, palette, up);
    option.xAxis.name = drawing.x.label + ' →';
    option.xAxis.nameLocation = 'middle';
    option.xAxis.nameGap = 28;
    option.yAxis.name = '↑ ' + drawing.y.label;
    option.yAxis.nameGap = 8;
    option.xAxis.nameTextStyle = { color: palette.inkSoft, fontSize: 11, fontFamily: fonts };
    option.yAxis.nameTextStyle = { color: palette.inkSoft, fontSize: 11, fontFamily: fonts, align: 'left', padding: [0, 0, 0, 4 - left] };
    option.xAxis.splitLine = { show: false };
    option.yAxis.splitLine = { show: false };
    option.xAxis.axisLine = option.yAxis.axisLine = { show: true, onZero: false, lineStyle: { color: palette.inkFaint } };
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (item) {
      var point = item.data.point;
      return lines([point.name, drawing.x.label + '  ' + point.x.t, drawing.y.label + '  ' + point.y.t,
        point.size ? drawing.sizeLabel + '  ' + point.size.t : '']);
    };
    var cuts = [];
    if (drawing.x.cut) cuts.push({ xAxis: drawing.x.cut.v });
    if (drawing.y.cut) cuts.push({ yAxis: drawing.y.cut.v });
    option.series = [];
    each(groups, function (points, at) {
      if (at > 0 && fields.length !== 4) return;
      option.series.push({
        type: 'scatter', name: fields[at] || '', data: points, symbol: symbols[at], color: option.color[at],
        itemStyle: { color: option.color[at], borderColor: palette.panel, borderWidth: 1 },
        label: {
          show: true, formatter: function (item) { return item.data.name; }, color: palette.ink, fontSize: 11,
          fontFamily: fonts, textBorderColor: palette.panel, textBorderWidth: 3
        },
        markLine: at === 0 && cuts.length ? {
          z: 1, silent: true, symbol: 'none', label: { show: false }, animation: false,
          lineStyle: { color: palette.inkSoft, type: [4, 3], width: 1 }, data: cuts
        } : undefined
      });
    });
    return { option: option, height: top + tallness + 44 };
  }

  function waterfall(drawing, width, palette) {
    var option = base(drawing, palette), values = drawing.series[0].values, level = 0, low = 0, high = 0;
    var labelWidth = rowLabelWidth(drawing.labels, width);
    var spans = each(values, function (value, at) {
      var change = plotted(value) || 0;
      var from = drawing.totals[at] ? 0 : level, to = drawing.totals[at] ? change : level + change;
      level = to;
      low = Math.min(low, from, to);
      high = Math.max(high, from, to);
      return { value: [Math.min(from, to), Math.max(from, to), at], change: change, b: value.b };
    });
    var side = Math.ceil(widest(each(values, function (value) { return value.b; }), 11)) + 14;
    var rowHeight = Math.max(28, tall(drawing.labels, labelWidth) * 14 + 6);
    option.grid = { left: labelWidth + 12, right: side, top: 4, bottom: 4 };
    option.xAxis = { type: 'value', show: false, min: low, max: high > low ? high : 1 };
    option.yAxis = rowAxis(drawing.labels, labelWidth, palette);
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (item) {
      return lines([drawing.labels[item.dataIndex], values[item.dataIndex].t]);
    };
    option.series = [{
      type: 'custom', clip: false, encode: { x: [0, 1], y: 2 }, data: spans,
      renderItem: function (params, api) {
        var at = params.dataIndex, span = spans[at];
        var from = api.coord([span.value[0], at]), to = api.coord([span.value[1], at]);
        var colour = drawing.totals[at] ? palette.s1 : span.change < 0 ? palette.negative : palette.positive;
        return {
          type: 'group', children: [
            {
              type: 'rect', shape: { x: from[0], y: from[1] - 9, width: Math.max(1, to[0] - from[0]), height: 18 },
              style: { fill: colour }
            },
            {
              type: 'text',
              style: {
                x: to[0] + 5, y: to[1], text: span.b, fill: palette.ink, verticalAlign: 'middle',
                font: (drawing.totals[at] ? 'bold ' : '') + '11px ' + fonts
              }
            }
          ]
        };
      }
    }, zeroLine(palette)];
    return { option: option, height: 8 + rowHeight * drawing.labels.length };
  }

  function intervals(drawing, width, palette) {
    var option = base(drawing, palette), rows = drawing.intervals;
    var names = each(rows, function (row) { return row.name; }), sides = each(rows, function (row) { return row.side; });
    var labelWidth = rowLabelWidth(names, width), side = Math.ceil(widest(sides, 11)) + 12;
    var found = [];
    each(rows, function (row) { found = found.concat(numbers([row.low, row.estimate, row.high])); });
    var reference = drawing.reference && typeof drawing.reference.value.v === 'number' ? drawing.reference : null;
    if (reference) found.push(reference.value.v);
    var low = Math.min.apply(null, found), high = Math.max.apply(null, found), room = (high - low) * 0.08 || 1;
    if (!found.length) { low = 0; high = 1; }
    var rowHeight = Math.max(30, tall(names, labelWidth) * 14 + 8), top = reference ? 24 : 6;
    option.grid = { left: labelWidth + 12, right: side, top: top, bottom: 26 };
    option.xAxis = valueAxis(drawing.unit, drawing, palette, { min: low - room, max: high + room, splitNumber: 3 });
    option.xAxis.splitLine.showMinLine = option.xAxis.splitLine.showMaxLine = false;
    option.xAxis.axisLabel.showMinLabel = false;
    option.xAxis.axisLabel.showMaxLabel = false;
    option.yAxis = [rowAxis(names, labelWidth, palette), rowAxis(sides, side, palette)];
    option.yAxis[1].position = 'right';
    option.yAxis[1].axisLabel.fontSize = 11;
    option.yAxis[1].axisLabel.overflow = 'none';
    option.yAxis[1].axisLabel.margin = 6;
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (item) {
      var row = rows[item.dataIndex];
      return lines([row.name, row.estimate.t, row.low.t + ' – ' + row.high.t, 'n = ' + row.n.t]);
    };
    option.series = [{
      type: 'custom', data: each(rows, function (row, at) { return [plotted(row.estimate), at]; }),
      renderItem: function (params, api) {
        var row = rows[params.dataIndex], at = params.dataIndex, parts = [];
        if (plotted(row.low) !== null && plotted(row.high) !== null) {
          var from = api.coord([row.low.v, at]), to = api.coord([row.high.v, at]);
          [[from[0], from[1], to[0], to[1]], [from[0], from[1] - 4, from[0], from[1] + 4],
            [to[0], to[1] - 4, to[0], to[1] + 4]].forEach(function (line) {
            parts.push({
              type: 'line', shape: { x1: line[0], y1: line[1], x2: line[2], y2: line[3] },
              style: { stroke: palette.s1, lineWidth: 2 }
            });
          });
        }
        if (plotted(row.estimate) !== null) {
          var dot = api.coord([row.estimate.v, at]);
          parts.push({ type: 'circle', shape: { cx: dot[0], cy: dot[1], r: 5 }, style: { fill: palette.s1 } });
        }
        return { type: 'group', children: parts };
      }
    }];
    if (reference) {
      option.series.push({
        type: 'scatter', data: [], silent: true,
        markLine: uprightLine(reference, low, high, palette)
      });
    }
    return { option: option, height: top + 30 + rowHeight * rows.length };
  }

  function multiples(drawing, width, palette) {
    var option = base(drawing, palette), groups = drawing.series;
    var across = width < 560 ? 2 : Math.min(4, Math.max(2, groups.length)), gap = 18;
    var high = Math.max.apply(null, all(drawing).concat([0])), low = Math.min.apply(null, all(drawing).concat([0]));
    var left = Math.min(70, Math.ceil(widest([tick(high, drawing.unit, drawing), tick(low, drawing.unit, drawing)], 10)) + 8);
    var panel = (width - left - 8 - gap * (across - 1)) / across, tallness = 74, pitch = tallness + 62;
    option.grid = [];
    option.xAxis = [];
    option.yAxis = [];
    option.series = [];
    option.title = [];
    option.tooltip.trigger = 'axis';
    option.tooltip.axisPointer = { type: 'line', lineStyle: { color: palette.inkFaint } };
    option.tooltip.formatter = function (items) {
      return lines([drawing.labels[items[0].dataIndex]].concat(each(items, function (item) {
        return item.seriesName + '  ' + groups[item.seriesIndex].values[item.dataIndex].t;
      })));
    };
    each(groups, function (group, at) {
      var column = at % across, row = Math.floor(at / across), x = left + column * (panel + gap);
      option.grid.push({ left: x, top: row * pitch + 26, width: panel, height: tallness });
      option.title.push({
        text: group.name, left: x, top: row * pitch, padding: 0,
        textStyle: {
          fontSize: 12, fontWeight: 'bold', color: palette.ink, fontFamily: fonts, width: panel, overflow: 'truncate'
        }
      });
      option.xAxis.push(dayAxis(drawing.labels, palette, {
        gridIndex: at,
        axisLabel: {
          color: palette.inkSoft, fontSize: 10, fontFamily: fonts, margin: 6,
          interval: function (index) { return index === 0 || index === drawing.labels.length - 1; },
          alignMinLabel: 'left', alignMaxLabel: 'right', showMaxLabel: true
        }
      }));
      var axis = valueAxis(drawing.unit, drawing, palette, { gridIndex: at, min: low, max: high > low ? high : 1, interval: (high - low) || 1 });
      axis.axisLabel.show = column === 0;
      axis.axisLabel.fontSize = 10;
      option.yAxis.push(axis);
      option.series.push({
        type: 'line', name: group.name, xAxisIndex: at, yAxisIndex: at, symbol: drawing.labels.length > 1 ? 'none' : 'circle', color: palette.s1,
        lineStyle: { width: 1.75, color: palette.s1 }, itemStyle: { color: palette.s1 }, data: each(group.values, plotted)
      });
    });
    return { option: option, height: Math.ceil(groups.length / across) * pitch - 14 };
  }

  // Causes by category along a spine that leads to their effect. Where there is little room the spine
  // runs down the side and the categories stand below each other.
  function fishbone(drawing, width, palette) {
    var option = base(drawing, palette), parts = [], size = 12, lineHeight = 16;
    function text(words, x, y, style) {
      var part = {
        type: 'text',
        style: {
          x: x, y: y + lineHeight / 2, text: words, verticalAlign: 'middle', fill: palette.ink,
          font: size + 'px ' + fonts
        }
      };
      for (var key in style || {}) part.style[key] = style[key];
      parts.push(part);
    }
    function line(x1, y1, x2, y2, wide, colour) {
      parts.push({
        type: 'line', shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: { stroke: colour, lineWidth: wide }
      });
    }
    function head(lines, x, y, wide) {
      parts.push({
        type: 'rect', shape: { x: x, y: y, width: wide, height: lines.length * lineHeight + 12, r: 4 },
        style: { fill: palette.page, stroke: palette.negative, lineWidth: 1.5 }
      });
      each(lines, function (words, at) {
        text(words, x + 8, y + 7 + at * lineHeight, { font: 'bold ' + size + 'px ' + fonts });
      });
    }
    var bold = { font: 'bold ' + size + 'px ' + fonts, fill: palette.s1 };
    if (width < 560) {
      var y = 0, lines = wrapped(drawing.effect, size, width - 24);
      head(lines, 0, 0, width - 2);
      y = lines.length * lineHeight + 20;
      var first = y - 8, last = y;
      each(drawing.bones, function (bone) {
        last = y + 8;
        line(10, y + 8, 24, y + 8, 2, palette.s1);
        text(bone.name, 28, y, bold);
        y += lineHeight + 4;
        each(bone.causes, function (cause) {
          line(28, y + 8, 36, y + 8, 1, palette.inkFaint);
          each(wrapped(cause, size, width - 44), function (words) { text(words, 40, y); y += lineHeight; });
          y += 3;
        });
        y += 6;
      });
      line(10, first, 10, last, 3, palette.s1);
      option.graphic = each(parts, function (part) { part.silent = true; return part; });
      return { option: option, height: Math.max(y, 40) };
    }
    var slant = 36, headWide = 132, columns = Math.max(1, Math.ceil(drawing.bones.length / 2));
    var pitch = (width - headWide - slant - 12) / columns, room = pitch - 26;
    var blocks = each(drawing.bones, function (bone) {
      var rows = each(bone.causes, function (cause) { return wrapped(cause, size, room); });
      var count = rows.reduce(function (sum, lines) { return sum + lines.length; }, 0);
      return { name: bone.name, rows: rows, tall: count * lineHeight + bone.causes.length * 4 + 14 };
    });
    function tallest(side) {
      return blocks.reduce(function (most, block, at) { return at % 2 === side ? Math.max(most, block.tall) : most; }, 0);
    }
    var above = tallest(0), below = tallest(1), label = 22;
    var effect = wrapped(drawing.effect, size, headWide - 16), boxed = effect.length * lineHeight + 12;
    var spine = Math.max(label + above, boxed / 2) + 4;
    var height = spine + Math.max(below ? below + label : 0, boxed / 2) + 6;
    each(blocks, function (block, at) {
      var up = at % 2 === 0, x = Math.floor(at / 2) * pitch + 4, reach = up ? above : below;
      var end = up ? spine - reach : spine + reach;
      line(x, end, x + slant, spine, 2, palette.s1);
      text(block.name, x, up ? end - label + 2 : end + 6, bold);
      // Below the spine the block ends at the label, above it begins there.
      var y = up ? end + 4 : end - block.tall + 12;
      each(block.rows, function (lines) {
        var middle = y + 8, bone = x + slant * Math.abs(middle - end) / Math.max(1, reach);
        line(bone, middle, bone + 8, middle, 1, palette.inkFaint);
        each(lines, function (words) { text(words, bone + 12, y); y += lineHeight; });
        y += 4;
      });
    });
    line(4, spine, width - headWide - 4, spine, 3, palette.s1);
    head(effect, width - headWide - 2, spine - boxed / 2, headWide);
    option.graphic = each(parts, function (part) { part.silent = true; return part; });
    return { option: option, height: Math.ceil(height) };
  }

  var kinds = {
    fishbone: fishbone,
    bars: bars, lines: linesChart, funnel: funnel, heat: heat, cohorts: cohorts, quadrants: quadrants,
    waterfall: waterfall, intervals: intervals, multiples: multiples
  };

  return function (drawing, width, palette) { return kinds[drawing.kind](drawing, width, palette); };
})();
