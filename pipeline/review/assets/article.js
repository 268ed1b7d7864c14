// One article: the text at the left, its figures at the right; either side leads the other.

const view = { article: null, figure: null, original: false, removed: false, form: false, marks: [], rows: [], runs: [] };

const shownText = () => (view.original && view.article.original ? view.article.original : view.article);

const TAGS = { title: "h2", heading: "h3", quote: "blockquote", code: "pre", caption: "p", list_item: "p" };

// A run of shown text, kept with its place so that evidence can be found again.
const run = (start, end) => {
  const node = document.createTextNode(shownText().text.slice(start, end));
  view.runs.push({ start, end, node });
  return node;
};

// Where the subject, metric and period of a figure were read, painted without touching the text; in the original script, nothing.
const showEvidence = (figure) => {
  if (typeof Highlight !== "function" || !CSS.highlights) return;
  const ranges = [];
  for (const [, , from, to] of (shownText() === view.article && figure?.evidence) || []) {
    for (const { start, end, node } of view.runs) {
      if (from === undefined || start >= to || from >= end) continue;
      const range = document.createRange();
      range.setStart(node, Math.max(from, start) - start);
      range.setEnd(node, Math.min(to, end) - start);
      ranges.push(range);
    }
  }
  CSS.highlights.set("evidence", new Highlight(...ranges));
};

const markOf = (figure, words) => {
  const mark = h("mark", { class: `f ${figure.kind}`, id: `mark-${figure.number}`, role: "button", tabindex: "-1", "data-figure": figure.number, "aria-pressed": "false" }, words);
  view.marks[figure.number] = mark;
  return mark;
};

const struck = (piece, tag) => {
  const [, , , words, rule, reason] = piece;
  return h(tag, { class: "removed", title: `${rule}: ${reason}` }, h("span", { class: "unseen" }, "removed: "), words);
};

// The text from `start` to `end` with its figures as marks and, in between, what was removed inside it.
const pieces = (start, end) => {
  const shown = shownText();
  const original = shown !== view.article;
  const stops = [];
  view.article.figures.forEach((figure, number) => {
    const [from, to] = original ? shown.figures[number] : [figure.start, figure.end];
    if (from >= start && to <= end && from < to) stops.push({ from, to, figure });
  });
  if (view.removed) {
    for (const piece of view.article.removed ?? []) {
      const at = original ? piece[2] : piece[1];
      if (at >= start && at <= end) stops.push({ from: at, to: at, piece });
    }
  }
  stops.sort((a, b) => a.from - b.from || a.to - b.to);
  const nodes = [];
  let at = start;
  for (const stop of stops) {
    if (stop.piece) {
      if (stop.from > at) nodes.push(run(at, stop.from));
      at = Math.max(at, stop.from);
      nodes.push(struck(stop.piece, "del"));
    } else if (stop.from >= at) {
      nodes.push(run(at, stop.from), markOf(stop.figure, run(stop.from, stop.to)));
      at = stop.to;
    }
  }
  nodes.push(run(at, end));
  return nodes;
};

const table = (start, end) => {
  const text = shownText().text;
  let at = start;
  const rows = text.slice(start, end).split("\n").map((line) => {
    const cells = line.split("\t").map((cell) => {
      const place = [at, at + cell.length];
      at += cell.length + 1;
      return place;
    });
    return cells;
  });
  const width = Math.max(...rows.map((row) => row.length));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "table" },
    h("table", {}, h("tbody", {}, rows.map((row) =>
      h("tr", {}, row.map(([from, to]) => h("td", row.length === 1 && width > 1 ? { colspan: width, class: "wide" } : {}, pieces(from, to))))))));
};

const body = () => {
  const { article } = view;
  const shown = shownText();
  view.marks = [];
  view.runs = [];
  const between = new Map();
  if (view.removed) {
    for (const piece of article.removed ?? []) {
      if (piece[1] < 0) between.set(piece[0], [...(between.get(piece[0]) ?? []), struck(piece, "del")]);
    }
  }
  const boxed = (number) => between.has(number) && h("div", { class: "gone" }, between.get(number));
  const blocks = article.blocks.map(([kind, ...ends], number) => {
    const [start, end] = shown === article ? ends : shown.blocks[number];
    const block = kind === "table" ? table(start, end) : h(TAGS[kind] ?? "p", { class: kind }, pieces(start, end));
    return [boxed(number), block];
  });
  return h("div", { class: "text", lang: shown.language }, blocks, boxed(article.blocks.length),
    article.reason && h("p", { class: "dim" }, `No text was kept: ${article.reason}.`));
};

const line = (name, value, extra) => value && h("div", {}, h("dt", {}, name), h("dd", {}, value, extra && h("small", {}, extra)));

// What a cut may not part: numbers, Latin words, and the halves of a wide character.
const WORD = /[\w.,%\ud800-\udfff]/;

// A figure in its words: some of its sentence to either side, as a link.
const quote = (figure, before = 42, after = 32) => {
  const { text } = figure.article;
  const [first, stop] = [text.lastIndexOf("\n", figure.start - 1) + 1, text.indexOf("\n", figure.end)];
  const last = stop < 0 ? text.length : stop;
  let start = Math.max(first, figure.start - before), end = Math.min(last, figure.end + after);
  while (start > first && WORD.test(text[start - 1]) && WORD.test(text[start])) start -= 1;
  while (end < last && WORD.test(text[end - 1]) && WORD.test(text[end])) end += 1;
  return h("a", { class: "quote", href: `#/${figure.article.number}/${figure.number}` },
    h("span", { class: "worth" }, worth(figure)),
    h("span", { class: "said", lang: figure.article.language }, start > first && "…", text.slice(start, figure.start), h("b", { class: `written ${figure.kind}` }, figure.text), text.slice(figure.end, end), end < last && "…"),
    h("small", { class: "dim", lang: figure.article.language }, [figure.article.name, figure.period].filter(Boolean).join(" · ")));
};

const SORTS = { conflict: "Conflict", unsure: "Unsure", within: "Agrees, as far as it was written", equal: "Agrees" };

const disagreements = (figure) => figure.findings.map((finding) =>
  h("div", { class: `finding ${finding.finding}` },
    h("p", {}, h("strong", {}, SORTS[finding.finding]), [finding.slip, finding.why].filter(Boolean).map((why) => ` · ${why}`)),
    finding.figures.filter((other) => other !== figure).slice(0, 8).map((other) => quote(other, 26, 18))));

const CHECKS = { restatement: "The same in another currency", growth: "Growth, from the two values", "compound growth": "Compound growth, from first to last", multiple: "Multiple, from the two values", shares: "Shares of one whole", total: "Parts and their total" };

const sums = (figure) => figure.checks.map((check) =>
  h("div", { class: `finding ${check.holds ? "holds" : "fails"}` },
    h("p", {}, h("strong", {}, check.holds ? "Comes out" : "Does not come out"), ` · ${CHECKS[check.check]}`, check.slip && ` · ${check.slip}`),
    h("p", { class: "sum" }, "stated ", h("b", {}, check.stated), " · found ", h("b", {}, check.found)),
    check.figures.filter((other) => other !== figure).slice(0, 8).map((other) => quote(other, 26, 18))));

const details = (figure) => {
  const now = asDecided(figure);
  const { action } = decisions.get(figure.key) ?? {};
  const [sure, why] = confidence(figure);
  const by = (name) => figure.evidence?.find(([field]) => field === name && now[name] === figure[name])?.[1];
  const acted = (name, label, key, act) =>
    h("button", { type: "button", class: name, "aria-pressed": String(action === name), click: act }, label, " ", h("kbd", {}, key));
  return h("div", { class: "details" },
    h("dl", {},
      line("as written", figure.text, figure.raw !== figure.text && h("code", { class: "raw" }, figure.raw)),
      line("value", worth(now)),
      figure.also && line("converted", ...converted(figure.also)),
      line("who", now.subject, by("subject")),
      line("metric", now.metric, [figure.concept !== now.metric && figure.concept, by("metric")].filter(Boolean).join(" · ")),
      line("part", figure.scope), line("period", now.period, by("period")), line("kind", now.kind, now.vague && "vague"),
      line("currency", figure.currency_source), line("row", figure.row), line("column", figure.column),
      line("confidence", sure, why.join(", ")), figure.notes?.map((message) => line("note", message)), line("rule", h("code", {}, figure.rule)),
      line("place", `${figure.raw_start}–${figure.raw_end}`, "in the raw page")),
    view.form ? form(figure)
      : h("div", { class: "actions" },
        acted("accept", "Accept", "a", () => act("a")), acted("correct", "Correct", "e", () => act("e")), acted("reject", "Reject", "x", () => act("x")),
        action && h("button", { type: "button", class: "plain", click: () => act("u") }, "Undo ", h("kbd", {}, "u"))),
    disagreements(figure), sums(figure));
};

const CHOICES = { kind: KINDS, vague: ["", "yes"], modifier: ["", ...Object.keys(MODIFIERS)], direction: ["", "up", "down"] };
const NUMBERS = ["value", "low", "high"];

const field = (figure, name) => {
  const value = name === "vague" ? (figure.vague ? "yes" : "") : figure[name] ?? "";
  const control = CHOICES[name]
    ? h("select", { name }, CHOICES[name].map((choice) => h("option", { value: choice, selected: choice === value }, choice || (name === "vague" ? "no" : "none"))))
    : h("input", { name, value, autocomplete: "off", ...(NUMBERS.includes(name) ? { inputmode: "decimal", pattern: "-?[0-9]+([.][0-9]+)?", title: "digits, a point, no thousands marks" } : {}),
      ...(["subject", "metric"].includes(name) ? { list: `list-${name}` } : {}) });
  return h("label", {}, h("span", {}, name), control);
};

const offered = (name) => h("datalist", { id: `list-${name}` },
  [...new Set(view.article.figures.map((figure) => figure[name]).filter(Boolean))].slice(0, 100).map((value) => h("option", { value })));

const form = (figure) => {
  const now = asDecided(figure);
  const save = (event) => {
    event.preventDefault();
    const fields = {};
    for (const [name, typed] of new FormData(event.target)) {
      const value = name === "vague" ? typed === "yes" : typed.trim() || null;
      if (value !== (figure[name] ?? (name === "vague" ? false : null))) fields[name] = value;
    }
    view.form = false;
    if (Object.keys(fields).length) decide(figure, "correct", fields);
    else {
      say("Nothing was changed.");
      refresh(figure);
    }
    view.rows[figure.number].firstChild.focus();
  };
  return h("form", { class: "correct", submit: save, "aria-label": `Correct ${figure.text}` },
    FIELDS.map((name) => field(now, name)), offered("subject"), offered("metric"),
    h("div", { class: "actions" }, h("button", { class: "accept" }, "Save"), h("button", { type: "button", class: "plain", click: () => leaveForm() }, "Cancel ", h("kbd", {}, "Esc"))));
};

const leaveForm = () => {
  view.form = false;
  refresh(view.figure);
  view.rows[view.figure.number].firstChild.focus();
};

const badge = (figure) => {
  const status = statusOf(figure);
  if (status !== "open") return h("span", { class: `badge ${status}` }, status);
  if (inConflict(figure)) return h("span", { class: "badge conflict" }, "conflict");
  return failing(figure) && h("span", { class: "badge conflict" }, "sum fails");
};

const row = (figure) => {
  const now = asDecided(figure);
  const chosen = view.figure === figure;
  return [
    h("button", { type: "button", class: "row", id: `row-${figure.number}`, "data-figure": figure.number, tabindex: chosen || (!view.figure && figure.number === 0) ? "0" : "-1", "aria-current": chosen ? "true" : false, "aria-expanded": String(chosen) },
      h("span", { class: "first" }, h("span", { class: `written ${figure.kind}`, lang: view.article.language }, figure.text), h("span", { class: "worth" }, worth(now))),
      h("span", { class: "second" }, h("span", { class: "dim", lang: view.article.language }, about(now) || "nothing said of it"), badge(figure))),
    chosen && details(figure)];
};

const refresh = (figure) => {
  const item = view.rows[figure?.number];
  if (!item || figure.article !== view.article) return;
  item.className = statusOf(figure);
  item.replaceChildren(...row(figure).filter(Boolean));
  const mark = view.marks[figure.number];
  if (!mark) return;
  const chosen = view.figure === figure;
  mark.classList.toggle("chosen", chosen);
  mark.classList.toggle("rejected", statusOf(figure) === "rejected");
  mark.classList.toggle("conflict", inConflict(figure));
  mark.setAttribute("aria-pressed", String(chosen));
  mark.tabIndex = chosen ? 0 : -1;
};

const select = (figure, { focus = "row", remember = true } = {}) => {
  const before = view.figure;
  view.figure = figure;
  view.form = false;
  if (before && before !== figure) refresh(before);
  showEvidence(figure);
  if (!figure) return;
  refresh(figure);
  const [button, mark] = [view.rows[figure.number].firstChild, view.marks[figure.number]];
  if (remember) history.replaceState(null, "", `#/${view.article.number}/${figure.number}`);
  if (focus === "row") button.focus({ preventScroll: true });
  if (focus === "mark") mark?.focus({ preventScroll: true });
  view.rows[figure.number].scrollIntoView({ block: "nearest" });
  mark?.scrollIntoView({ block: focus === "mark" ? "nearest" : "center" });
};

const step = (by) => {
  const place = view.figure ? view.figure.number + by : by > 0 ? 0 : view.article.figures.length - 1;
  const next = view.article.figures[place];
  if (next) select(next);
};

const act = (key) => {
  const { figure } = view;
  if (!figure) return;
  if (key === "e") {
    view.form = true;
    refresh(figure);
    view.rows[figure.number].querySelector("form.correct [name=value]").focus();
    return;
  }
  decide(figure, { a: "accept", x: "reject", u: null }[key]);
  if (key !== "u" && view.article.figures[figure.number + 1]) step(1);
  else view.rows[figure.number].firstChild.focus();
};

const redraw = () => {
  const text = body();
  byId("text").replaceChildren(text);
  showEvidence(view.figure);
  if (view.figure) {
    refresh(view.figure);
    view.marks[view.figure.number]?.scrollIntoView({ block: "center" });
  }
  view.article.figures.forEach((figure) => {
    if (figure !== view.figure && (statusOf(figure) !== "open" || figure.findings.length || figure.checks.length)) refresh(figure);
  });
};

const toggle = (name) => {
  const button = byId(`switch-${name}`);
  if (!button) return;
  view[name] = !view[name];
  button.setAttribute("aria-pressed", String(view[name]));
  redraw();
};

const openArticle = (number, place) => {
  const article = articles[number];
  if (view.article !== article) {
    Object.assign(view, { article, figure: null, form: false });
    view.rows = article.figures.map((figure) => h("li", { class: statusOf(figure) }, row(figure)));
    const follow = (focus) => (event) => {
      const found = event.target.closest("[data-figure]");
      if (found) select(article.figures[found.dataset.figure], { focus });
    };
    const pressed = (event) => {
      const found = event.target.closest("mark[data-figure]");
      if (found && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        select(article.figures[found.dataset.figure]);
      }
    };
    document.documentElement.className = "reading";
    byId("main").replaceChildren(h("div", { class: "split", "data-article": number },
      h("section", { class: "pane", id: "text", "aria-label": "Article", tabindex: "0", click: follow("mark"), keydown: pressed }),
      h("section", { class: "pane side", "aria-label": "Figures", click: follow("row") },
        h("h2", { class: "unseen" }, "Figures"),
        article.figures.length ? h("ol", { class: "figures" }, view.rows) : h("p", { class: "dim none" }, "No figure was found here."))));
    redraw();
  }
  articleBar();
  document.title = `${article.name} – zhengshu review`;
  const figure = article.figures[place];
  if (figure) select(figure, { remember: false });
  else byId("text").focus({ preventScroll: true });
};

const articleBar = () => {
  const { article } = view;
  const pressed = (name, label, key) => h("button", { type: "button", class: "switch", id: `switch-${name}`, "aria-pressed": String(view[name]), title: `key ${key}`, click: () => toggle(name) }, label);
  const beside = (by, label) => {
    const next = articles[article.number + by];
    return next ? h("a", { class: "button", href: `#/${next.number}`, "aria-label": `${by > 0 ? "Next" : "Previous"} article` }, label) : null;
  };
  const web = /^https?:\/\//.test(article.url ?? "");
  byId("bar").replaceChildren(
    h("a", { class: "button", href: "#/", "aria-label": "All articles" }, "←"),
    h("div", { class: "name" }, h("h1", { lang: article.language }, article.name),
      h("p", { class: "dim" }, [article.publisher, article.published, article.member ? `${article.path} # ${article.member}` : article.path].filter(Boolean).join(" · "),
        web && [" · ", h("a", { href: article.url, rel: "noreferrer noopener", target: "_blank" }, "web page")],
        data.raw && !article.original && !article.reason && " · its raw page was not found")),
    h("nav", { class: "tools", "aria-label": "Article" },
      article.original && article.original.text !== article.text && pressed("original", "Original script", "o"),
      article.removed?.length > 0 && pressed("removed", "Removed text", "r"), progress(), beside(-1, "‹"), beside(1, "›")));
};
