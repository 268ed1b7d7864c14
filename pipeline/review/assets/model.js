// The data, and how a figure is said. Values are decimal strings and stay strings; only a chart turns them into places.

const data = JSON.parse(byId("data").textContent);
const articles = data.articles;
const figures = [];

articles.forEach((article, number) => {
  article.number = number;
  article.name = article.title || article.text.trimStart().split("\n", 1)[0].slice(0, 48) || article.path || "untitled";
  article.figures.forEach((figure, place) => {
    figure.article = article;
    figure.number = place;
    figure.key = JSON.stringify([article.path ?? "", article.member ?? "", figure.raw_start, figure.raw_end]);
    figure.findings = [];
    figure.checks = [];
    figures.push(figure);
  });
});

for (const [list, name] of [[data.findings, "findings"], [data.checks, "checks"]]) {
  for (const one of list) {
    one.figures = one.statements.map(([article, figure]) => articles[article].figures[figure]);
    for (const figure of one.figures) figure[name].push(one);
  }
}

for (const article of articles) {
  for (const [message, start, end, code] of article.notes ?? []) {
    for (const figure of article.figures) {
      if (figure.raw_start >= end || start >= figure.raw_end) continue;
      (figure.notes ??= []).push(message);
      figure.doubted ||= code !== "attribution"; // of which the fitted confidence knows
    }
  }
}

const found = (figure, ...sorts) => figure.findings.filter((one) => sorts.includes(one.finding));
const inConflict = (figure) => found(figure, "conflict").length > 0;
const failing = (figure) => figure.checks.some((one) => !one.holds && one.figures[0] === figure);

// How far a reading can be trusted, and why: what speaks against it, else what was fitted, else what speaks for it.
const LOW = 0.5, HIGH = 0.8;
const confidence = (figure) => {
  const against = [];
  if (inConflict(figure)) against.push("another article contradicts");
  if (failing(figure)) against.push("its sum fails");
  if (figure.doubted && statusOf(figure) === "open") against.push("noted as doubtful");
  const wanting = ["subject", "metric", "period"].filter((name) => !figure[name]).map((name) => `no ${name}`);
  if (figure.currency_source === "implied") wanting.push("currency implied");
  if (figure.vague) wanting.push("vague");
  const agreeing = new Set(found(figure, "equal", "within").flatMap((one) => one.figures.map((other) => other.article)));
  agreeing.delete(figure.article);
  const support = [agreeing.size ? `${counted(agreeing.size, "other article")} agree${agreeing.size === 1 ? "s" : ""}` : null,
    figure.checks.some((one) => one.holds) ? "its sum comes out" : null].filter(Boolean);
  const fitted = figure.confidence ? [`all of it right in ${Math.round(100 * figure.confidence)} of 100 like it`] : [];
  if (against.length) return ["low", [...against, ...wanting, ...fitted]];
  if (fitted.length) {
    const level = (figure.confidence >= HIGH ? 2 : figure.confidence >= LOW ? 1 : 0) + (support.length ? 1 : 0);
    return [["low", "fair", "high"][Math.min(level, 2)], [...fitted, ...wanting, ...support]];
  }
  if (wanting.length > 1 && !support.length) return ["low", wanting];
  return wanting.length ? ["fair", [...wanting, ...support]] : ["high", support];
};

const KINDS = ["money", "percent", "multiple", "count", "measure", "number", "duration", "rank"];
const MODIFIERS = { approx: "≈", more_than: ">", less_than: "<", equal_or_more: "≥", equal_or_less: "≤" };
const DIRECTIONS = { up: "↑", down: "↓" };
const SAID = { percent: "%", pp: " pp", times: "×" };

const grouped = (text) => {
  const parts = /^(-?)(\d+)(\.\d+)?$/.exec(text ?? "");
  if (!parts) return text ?? "";
  return (parts[1] ? "−" : "") + parts[2].replace(/\B(?=(?:\d{3})+$)/g, ",") + (parts[3] ?? "");
};

const unitOf = (figure) => {
  const unit = figure.unit ? SAID[figure.unit] ?? ` ${figure.unit}` : "";
  return figure.per ? `${unit} / ${figure.per}` : unit;
};

const worth = (figure) => {
  const { value, low, high } = figure;
  let said = "no value";
  if (value) said = grouped(value);
  else if (low && high) said = `${grouped(low)} – ${grouped(high)}`;
  else if (low) said = `≥ ${grouped(low)}`;
  else if (high) said = `≤ ${grouped(high)}`;
  const signs = [DIRECTIONS[figure.direction], MODIFIERS[figure.modifier]].filter(Boolean);
  return [...signs, said + (said === "no value" ? "" : unitOf(figure))].join(" ");
};

const converted = (also) => {
  const days = also.first === also.last ? also.first : `average of ${also.first} to ${also.last}`;
  return [`≈ ${also.amount} ${also.currency}`, `at ${also.rate}, ECB, ${days}`];
};

const about = (figure) => [figure.subject, figure.metric, figure.period].filter(Boolean).join(" · ");

// First and last day of an ISO 8601 period, as numbers of milliseconds, and how long a time it names.
const span = (period) => {
  const days = (year, month, count) => [Date.UTC(year, month, 1), Date.UTC(year, month + count, 1) - 864e5];
  let parts;
  if ((parts = /^(\d{4})$/.exec(period))) return { ends: days(+parts[1], 0, 12), length: "year" };
  if ((parts = /^(\d{4})-H([12])$/.exec(period))) return { ends: days(+parts[1], (parts[2] - 1) * 6, 6), length: "half" };
  if ((parts = /^(\d{4})-Q([1-4])$/.exec(period))) return { ends: days(+parts[1], (parts[2] - 1) * 3, 3), length: "quarter" };
  if ((parts = /^(\d{4})-(\d{2})$/.exec(period))) return { ends: days(+parts[1], parts[2] - 1, 1), length: "month" };
  if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return { ends: [Date.parse(period), Date.parse(period)], length: "day" };
  if ((parts = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/.exec(period))) {
    const ends = [Date.parse(parts[1]), Date.parse(parts[2])];
    return { ends, length: `${Math.round((ends[1] - ends[0]) / 2.63e9)} months` };
  }
  return null;
};
