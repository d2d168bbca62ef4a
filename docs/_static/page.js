// Labs and quizzes on a page without a kernel. Each gets a model as anywidget would give it, which lives in the page.

const NOTE = "On this page the steps play; the controls above the picture need Python.";

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

async function show(place) {
  const folder = new URL("./widgets/", import.meta.url);
  const { state: address, module, style: sheet, engine } = place.dataset;
  const sent = revive(await (await fetch(new URL(address, folder))).json());
  const { default: widget } = await import(new URL(module, folder));
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL(sheet, folder);
  await new Promise((done) => { style.onload = style.onerror = done; document.head.append(style); });
  const answer = engine === "training" ? (await import("./training.js")).trainingLab(sent.sets) : () => ({});
  const live = model(sent, answer);
  if (engine) Object.assign(sent, answer({}, live)); // it comes without steps
  const el = document.createElement("div");
  place.replaceChildren(el);
  widget.render({ model: live, el, signal: new AbortController().signal });
  const controls = el.querySelectorAll(".lr-controls .lr-input, .lr-controls button");
  if (engine || !controls.length) return;
  controls.forEach((node) => { node.disabled = true; });
  place.append(Object.assign(document.createElement("p"), { className: "lr-note", textContent: NOTE }));
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
