// Timelines: one measure of one subject over periods of one length, drawn as SVG whose points are links.

// So many different values to a period are no one measure any more.
const SEVERAL = 4;
const WIDTH = 320, HEIGHT = 132, LEFT = 14, RIGHT = 14, TOP = 26, BOTTOM = 24;

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
    const parts = [figure.subject.toLowerCase(), (figure.kind === "percent" ? null : figure.concept) ?? figure.metric.toLowerCase(), figure.kind, figure.unit,
      figure.per, figure.row && figure.column ? figure.row : "", change, time.length];
    const key = JSON.stringify(parts);
    if (!found.has(key)) found.set(key, { subject: figure.subject, metric: figure.metric, unit: unitOf(figure).trim(), change, length: time.length, points: [] });
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
  const top = Math.max(0, ...ys), bottom = Math.min(0, ...ys);
  const xs = line.points.map((point) => point.ends[1]);
  const first = Math.min(...xs), last = Math.max(...xs);
  const x = (time) => LEFT + 22 + ((time - first) / (last - first || 1)) * (WIDTH - LEFT - RIGHT - 44);
  const y = (value) => TOP + ((top - value) / (top - bottom || 1)) * (HEIGHT - TOP - BOTTOM);
  const ordered = [...new Map(line.points.map((point) => [point.period, point])).values()];
  const labelled = ordered.length <= 5 ? ordered : [ordered[0], ordered.at(-1)];
  const high = line.points.reduce((a, b) => (b.y > a.y ? b : a));
  const named = new Set([line.points[0], line.points.at(-1), high]);
  let shownAt = -100;
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", role: "group", "aria-label": `${line.subject}, ${line.metric}` },
    svg("line", { class: "base", x1: LEFT, x2: WIDTH - RIGHT, y1: y(0), y2: y(0) }),
    svg("polyline", { class: "path", points: ordered.map((point) => `${x(point.ends[1]).toFixed(1)},${y(point.y).toFixed(1)}`).join(" ") }),
    line.points.map((point) => {
      const name = `${point.period}: ${point.said}, ${point.figure.article.name}`;
      const centre = { cx: x(point.ends[1]), cy: y(point.y) };
      return svg("a", { href: `#/${point.figure.article.number}/${point.figure.number}`, "aria-label": name },
        svg("title", {}, name), svg("circle", { class: "hit", ...centre, r: 11 }),
        svg("circle", { class: inConflict(point.figure) ? "dot conflict" : "dot", ...centre, r: 4 }));
    }),
    line.points.map((point) => {
      const at = x(point.ends[1]);
      if (!named.has(point) || Math.abs(at - shownAt) < 44) return null;
      shownAt = at;
      return svg("text", { class: "amount", x: at, y: y(point.y) - 9, "aria-hidden": "true" }, brief(point.y));
    }),
    labelled.map((point) => svg("text", { class: "when", x: x(point.ends[1]), y: HEIGHT - 7, "aria-hidden": "true" },
      point.period.includes("/") ? point.period.slice(0, 4) : point.period)));
};

const timeline = (line) =>
  h("li", { class: "card" },
    h("h3", {}, h("span", { class: "who" }, line.subject), " ", line.metric),
    h("p", { class: "dim" }, [line.unit, line.change ? "change" : null, `by ${line.length}`, counted(new Set(line.points.map((p) => p.figure.article)).size, "article")].filter(Boolean).join(" · ")),
    drawn(line));
