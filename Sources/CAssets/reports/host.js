// What ECharts expects of its surroundings and an engine without a page lacks.
var globalThis = this, self = this;
function setTimeout() { return 0; }
function clearTimeout() {}
