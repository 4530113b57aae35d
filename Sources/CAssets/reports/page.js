// The page's own behaviour: the contents close when used, a receipt opens when it is led to, and
// still charts become live ones. Without scripts the page loses nothing but the hovering.
(function () {
  'use strict';

  var menu = document.querySelector('.topbar-contents');
  if (menu) {
    menu.addEventListener('click', function (event) {
      if (event.target.closest('a')) menu.open = false;
    });
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') menu.open = false;
    });
  }

  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    var details = target && target.closest('details');
    if (details && !details.open) {
      details.open = true;
      target.scrollIntoView();
    }
  }
  window.addEventListener('hashchange', reveal);
  reveal();

  // On paper every receipt is open.
  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = Array.prototype.filter.call(document.querySelectorAll('details.receipt'), function (details) {
      return !details.open;
    });
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener('afterprint', function () {
    opened.forEach(function (details) { details.open = false; });
  });

  if (typeof echarts === 'undefined' || typeof fupanChart === 'undefined') return;

  function palette() {
    var style = getComputedStyle(document.documentElement), colours = {};
    ['page', 'panel', 'ink', 'inkSoft', 'inkFaint', 'line', 'hover', 's1', 's2', 's3', 's4', 's5', 's6',
      'positive', 'negative', 'band', 'heat0', 'heat1', 'heat2', 'heat3', 'heat4', 'heat5', 'heat6',
      'heatInkLow', 'heatInkHigh'].forEach(function (name) {
      colours[name] = style.getPropertyValue('--' + name).trim();
    });
    return colours;
  }

  var charts = [];

  function draw(entry) {
    var width = Math.floor(entry.place.clientWidth);
    if (width < 1) return;
    var drawn = fupanChart(entry.drawing, width, palette());
    entry.live.style.height = drawn.height + 'px';
    if (!entry.chart) {
      entry.chart = echarts.init(entry.live, null, { renderer: 'svg', width: width, height: drawn.height });
    } else {
      entry.chart.resize({ width: width, height: drawn.height });
    }
    entry.chart.setOption(drawn.option, true);
    entry.width = width;
    entry.place.classList.add('is-live');
  }

  function start(figure) {
    var place = figure.querySelector('.drawing'), data = figure.querySelector('.drawing-data');
    if (!place || !data) return;
    var live = document.createElement('div');
    live.className = 'live';
    place.appendChild(live);
    var entry = { place: place, live: live, drawing: JSON.parse(data.textContent) };
    charts.push(entry);
    draw(entry);
  }

  // A chart comes alive when it is about to be seen, so that a long report opens at once.
  var figures = document.querySelectorAll('figure.chart');
  if ('IntersectionObserver' in window) {
    var seen = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        seen.unobserve(entry.target);
        start(entry.target);
      });
    }, { rootMargin: '400px' });
    figures.forEach(function (figure) { seen.observe(figure); });
  } else {
    figures.forEach(start);
  }

  var waiting = 0;
  window.addEventListener('resize', function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      charts.forEach(function (entry) {
        if (Math.floor(entry.place.clientWidth) !== entry.width) draw(entry);
      });
    }, 120);
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () {
    charts.forEach(draw);
  });
})();
