// Timelines: one measure of one subject over periods of one length, drawn as SVG whose points are links.

// So many different values to a period are no one measure any more.
const SEVERAL = 4;
const WIDTH = 320, HEIGHT = 148, LEFT = 46, RIGHT = 22, TOP = 24, BOTTOM = 24;
// Fields that say which line a figure is on: a correction of one of them takes it to another.
const LINED = ["kind", "unit", "per", "direction", "subject", "metric", "concept"];

const brief = (number) => {
  for (const [scale, sign] of [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "K"]]) {
    if (Math.abs(number) >= scale) return `${+(number / scale).toPrecision(3)} ${sign}`;
  }
  return `${+number.toPrecision(3)}`;
};

const timelines = (chosen) => {
  const found = new Map();
  for (const said of chosen) {
    if (statusOf(said) === "rejected") continue;
    const figure = asDecided(said);
    if (!figure.subject || !figure.metric || !figure.value || !figure.period) continue;
    const time = span(figure.period);
    if (!time) continue;
    const change = ["percent", "multiple"].includes(figure.kind) && Boolean(figure.direction);
    const moved = LINED.some((name) => name in (decisions.get(said.key)?.fields ?? {}));
    if (data.compared && figure.line === undefined && !moved) continue;
    const parts = figure.line !== undefined && !moved ? [figure.line, time.length] : [figure.subject.toLowerCase(), (figure.kind === "percent" ? null : figure.concept) ?? figure.metric.toLowerCase(), figure.kind, figure.unit,
      figure.per, figure.row && figure.column ? figure.row : "", change, time.length];
    const key = JSON.stringify(parts);
    if (!found.has(key)) found.set(key, { subject: figure.subject, metric: figure.metric, part: figure.scope, unit: unitOf(figure).trim(), change, length: time.length, points: [] });
    const sign = change && figure.direction === "down" ? -1 : 1;
    found.get(key).points.push({ figure: said, period: figure.period, ends: time.ends, y: sign * Number(figure.value), said: worth(figure) });
  }
  const made = [...found.values()].map((one) => ({ ...one, periods: new Set(one.points.map((point) => point.period)).size }))
    .filter((one) => one.periods > 1 && new Set(one.points.map((point) => point.y)).size <= SEVERAL * one.periods);
  for (const one of made) one.points.sort((a, b) => a.ends[1] - b.ends[1] || a.figure.article.number - b.figure.article.number);
  return made.sort((a, b) => b.periods - a.periods || b.points.length - a.points.length);
};

const drawn = (line) => {
  const ys = line.points.map((point) => point.y);
  const xs = line.points.map((point) => point.ends[1]);
  const x = d3.scaleUtc([Math.min(...xs), Math.max(...xs)], [LEFT + 24, WIDTH - RIGHT]);
  const y = d3.scaleLinear([Math.min(0, ...ys), Math.max(0, ...ys) || 1], [HEIGHT - BOTTOM, TOP]).nice(3);
  const ordered = [...new Map(line.points.map((point) => [point.period, point])).values()];
  const [across, up] = [(point) => x(point.ends[1]), (point) => y(point.y)];
  const path = d3.line(across, up).curve(d3.curveMonotoneX);
  const ground = d3.area().x(across).y0(y(0)).y1(up).curve(d3.curveMonotoneX);
  const labelled = ordered.length <= 5 ? ordered : [ordered[0], ordered.at(-1)];
  const high = line.points.reduce((a, b) => (b.y > a.y ? b : a));
  const named = new Set([line.points[0], line.points.at(-1), high]);
  let shownAt = -100;
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", role: "group", "aria-label": [line.subject, line.part, line.metric].filter(Boolean).join(", ") },
    y.ticks(3).map((tick) => [
      svg("line", { class: tick === 0 ? "base" : "grid", x1: LEFT, x2: WIDTH - RIGHT + 8, y1: y(tick), y2: y(tick) }),
      svg("text", { class: "tick", x: LEFT - 8, y: y(tick) + 3.5, "aria-hidden": "true" }, brief(tick))]),
    svg("path", { class: "ground", d: ground(ordered) }),
    svg("path", { class: "path", d: path(ordered) }),
    line.points.map((point) => {
      const name = `${point.period}: ${point.said}, ${point.figure.article.name}`;
      const centre = { cx: across(point).toFixed(1), cy: up(point).toFixed(1) };
      return svg("a", { href: `#/${point.figure.article.number}/${point.figure.number}`, "aria-label": name },
        svg("title", {}, name), svg("circle", { class: "hit", ...centre, r: 11 }),
        svg("circle", { class: inConflict(point.figure) ? "dot conflict" : "dot", ...centre, r: 4 }));
    }),
    line.points.map((point) => {
      if (!named.has(point) || Math.abs(across(point) - shownAt) < 44) return null;
      shownAt = across(point);
      return svg("text", { class: "amount", x: across(point), y: up(point) - 9, "aria-hidden": "true" }, brief(point.y));
    }),
    labelled.map((point) => svg("text", { class: "when", x: across(point), y: HEIGHT - 6, "aria-hidden": "true" },
      point.period.includes("/") ? point.period.slice(0, 4) : point.period)));
};

const timeline = (line) =>
  h("li", { class: "card" },
    h("h3", {}, h("span", { class: "who" }, line.subject), " ", line.metric),
    h("p", { class: "dim" }, [line.part, line.unit, line.change ? "change" : null, `by ${line.length}`, counted(new Set(line.points.map((p) => p.figure.article)).size, "article")].filter(Boolean).join(" · ")),
    drawn(line));
