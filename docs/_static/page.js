// Labs and quizzes on a page without a kernel. Each gets a model as anywidget would give it, which lives in the page.

const NOTE = "On this page the steps play; the controls above the picture need Python. ";

/** Turns {"$bytes": base64} back into a DataView, everywhere in what was sent. */
function revive(value) {
  if (Array.isArray(value)) return value.map(revive);
  if (value === null || typeof value !== "object") return value;
  if ("$bytes" in value) return new DataView(Uint8Array.from(atob(value.$bytes), (letter) => letter.charCodeAt(0)).buffer);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revive(inner)]));
}

/**
 * What anywidget's model does for a widget, in the page.
 *
 * @param {object} state The widget's traits.
 * @param {(message: object, model: object) => object} answer What a sent message changes: trait -> value, or a promise
 *   of it. A message that nobody answers changes nothing, so that a lab goes back to what it shows.
 */
function model(state, answer) {
  const listeners = {};
  const set = (changes) => {
    Object.assign(state, changes);
    for (const name of Object.keys(changes)) (listeners[`change:${name}`] ?? []).forEach((listener) => listener());
  };
  const self = {
    set: (name, value) => set({ [name]: value }),
    get: (name) => state[name],
    on: (event, listener) => { (listeners[event] ??= []).push(listener); },
    off: (event, listener) => { listeners[event] = (listeners[event] ?? []).filter((other) => other !== listener); },
    save_changes: () => {},
    send: (message) => setTimeout(async () => set({ ...await answer(message, self), _answered: message.ask })),
  };
  return self;
}

const address = (text, type) => URL.createObjectURL(new Blob([text], { type }));

/** Show a lab or a quiz in its place: from what the site keeps for it, or from the `state` that Python has sent. */
async function show(place, state) {
  const folder = new URL("./widgets/", import.meta.url);
  const { module, style: sheet, engine } = place.dataset;
  const sent = state ?? revive(await (await fetch(new URL(place.dataset.state, folder))).json());
  const { default: widget } = await import(state ? address(sent._esm, "text/javascript") : new URL(module, folder));
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = state ? address(sent._css, "text/css") : new URL(sheet, folder);
  await new Promise((done) => { style.onload = style.onerror = done; document.head.append(style); });
  const answer = engine === "training" ? (await import("./training.js")).trainingLab(sent.sets) : (message) => place.ask?.(message) ?? {};
  const live = model(sent, answer);
  if (engine) Object.assign(sent, answer({}, live)); // it comes without steps
  const el = document.createElement("div");
  place.replaceChildren(el);
  widget.render({ model: live, el, signal: new AbortController().signal });
  const controls = el.querySelectorAll(".lr-controls .lr-input, .lr-controls button");
  if (engine || place.ask || !controls.length) return;
  controls.forEach((node) => { node.disabled = true; });
  const note = make("p", { className: "lr-note", textContent: place.trouble ?? NOTE });
  if (launch && !place.trouble) note.append(liveButton());
  place.append(note);
  place.enable = () => { controls.forEach((node) => { node.disabled = false; }); note.remove(); };
}

// A page is made live by Python in a worker (live.js), with the labs and exercises of the page's notebook.
const launch = document.querySelector("[data-pyodide]");
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
const asked = []; // for each question to Python, what to do with the answer
let python = null, progress = null; // the worker, and how far it is, in words

function liveButton(role = null) {
  const spot = make("span", { className: "lr-live", role, tabIndex: -1, textContent: progress ?? "" });
  if (progress === null) spot.append(make("button", { textContent: "Make this page live", title: "Starts Python in your browser, for the labs and exercises of this page", onclick: () => { start(); spot.focus(); } }));
  return spot;
}

function say(words, ...more) {
  progress = words;
  for (const spot of document.querySelectorAll(".lr-live")) spot.replaceChildren(words, ...more.map((node) => node.cloneNode(true)));
}

const ask = (question) => new Promise((done) => { python.postMessage({ ...question, mark: asked.push(done) - 1 }); });

/** A lab's Python is there: a picture becomes the lab, and one that plays gets its controls. */
async function wake(place, state) {
  const { cell } = place.dataset;
  place.ask = async (message) => revive(JSON.parse(await ask({ cell, message: JSON.stringify(message) })));
  place.enable?.();
  if (place.classList.replace("lr-still", "lr-static")) await show(place, revive(JSON.parse(state)));
}

/** Python could not make a lab: it stays as it is, and a sentence says why. */
function leave(place, why) {
  place.trouble = `Python cannot make this lab: ${why}`;
  place.querySelector(":scope > .lr-note")?.replaceChildren(place.trouble);
}

/** An exercise's code becomes a field to write in. */
function write(place) {
  const { cell, check } = place.dataset;
  const code = place.closest(".cell").querySelector(".cell_input .highlight");
  const value = code.textContent.trimEnd(), rows = value.split("\n").length + 2;
  const field = make("textarea", { className: "lr-code", value, rows, ariaLabel: `Your ${check}`, spellcheck: false, autocapitalize: "off" });
  const printed = make("pre", { className: "lr-printed", ariaLive: "polite" });
  const button = (textContent, source) => make("button", { textContent, onclick: async () => {
    printed.textContent = "Python runs. If it never ends, reload the page.";
    printed.textContent = JSON.parse(await ask({ cell, source: source() })) || "It ran, and printed nothing.";
  } });
  const handIn = button("Hand in", () => field.value.includes("lr.check(") ? field.value : `${field.value}\nlr.check(${check})`);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.shiftKey) return;
    event.preventDefault(); // as in a notebook
    handIn.click();
  });
  code.replaceWith(field);
  place.replaceChildren(handIn, " ", button("Hint", () => `lr.hint("${check}")`), printed);
}

function start() {
  const { pyodide, notebook } = launch.dataset, here = (path) => new URL(path, import.meta.url).href;
  const labs = [...document.querySelectorAll("[data-cell]:not(.lr-exercise)")], cells = labs.map(({ dataset }) => dataset.cell);
  const failed = (why) => say(`Python does not run: ${why} Reload the page to try again, or `,
    make("a", { href: here(`../lite/lab/index.html?path=${notebook}`), textContent: "open the notebook in your browser" }));
  say("Starting Python");
  python = new Worker(here("live.js"));
  python.onerror = ({ message }) => failed(message);
  python.onmessage = ({ data: { mark, answer, lab, state, failure, begun, words } }) => {
    if (mark !== undefined) asked[mark](answer);
    else if (state) wake(labs[lab], state);
    else if (lab !== undefined) leave(labs[lab], failure);
    else if (failure) failed(failure);
    else if (begun) document.querySelectorAll(".lr-exercise").forEach(write);
    else say(words);
  };
  python.postMessage({ pyodide: new URL(pyodide, location).href, wheels: here("../lite/pypi/"), notebook: here(`../ipynb/${notebook}`), cells });
}

if (launch) {
  launch.append(liveButton("status"));
  for (const place of document.querySelectorAll(".lr-still .lr-note, .lr-exercise")) place.append(liveButton());
}

// A side road is folded until it is wanted: by a click on its heading, by a link to it or into it, or for printing.
for (const section of document.querySelectorAll("section")) {
  const heading = section.querySelector(":scope > h2");
  if (!heading?.textContent.startsWith("Side road: ")) continue;
  const summary = document.createElement("summary"), details = document.createElement("details");
  summary.append(heading);
  details.className = "lr-side-road";
  details.append(summary, ...section.childNodes);
  section.append(details);
}
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const road = target?.closest("details.lr-side-road") ?? target?.querySelector(":scope > details.lr-side-road");
  if (road && !road.open) {
    road.open = true;
    target.scrollIntoView();
  }
};
addEventListener("hashchange", unfold);
addEventListener("beforeprint", () => { for (const road of document.querySelectorAll("details.lr-side-road")) road.open = true; });
unfold();

// Each when it comes near the screen: a lab may hold megabytes.
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    show(target).catch((error) => console.error("A lab or quiz cannot be shown.", error));
  }
}, { rootMargin: "600px" });
document.querySelectorAll(".lr-static").forEach((place) => near.observe(place));

// The labs watch the body for a change of theme; this one changes on the page itself.
const mirror = () => { document.body.dataset.jpThemeName = document.documentElement.dataset.theme; };
new MutationObserver(mirror).observe(document.documentElement, { attributeFilter: ["data-theme"] });
mirror();
