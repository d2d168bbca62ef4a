// The frame around a lab: its title, controls and words, the theme, and one request to Python at a time.

/* global make, token, keepKeys, controls */
/* exported frame, followTheme, isDark, night */

// How light the lab's own background is, 0 to 255, from the colours in force.
function paper(root) {
  const [r, g, b] = getComputedStyle(root).backgroundColor.match(/[\d.]+/g).map(Number);
  return 0.3 * r + 0.6 * g + 0.1 * b;
}
const isDark = (root) => paper(root) < 115;

// Takes pixels (RGBA) drawn on white and puts them on dark paper of this lightness. Each counts as an ink that lets
// the paper show through; the inks keep their colours, dark ones are lifted, and black becomes white.
function night(pixels, dark) {
  for (let i = 0; i < pixels.length; i += 4) {
    const r = pixels[i], g = pixels[i + 1], b = pixels[i + 2];
    const least = Math.min(r, g, b), cover = 1 - least / 255;
    if (cover < 0.002) { pixels[i] = pixels[i + 1] = pixels[i + 2] = dark; continue; }
    const light = 0.2126 * r + 0.7152 * g + 0.0722 * b - least, strong = Math.max(r, g, b) - least;
    const t = Math.min(Math.max((strong / (255 * cover) - 0.15) / 0.35, 0), 1), colour = t * t * (3 - 2 * t);
    const dull = Math.min(500 * Math.max(cover - 0.3, 0) * Math.max(0.45 - light / Math.max(strong, 1), 0), 30); // red and purple give little light
    const lift = dull + Math.max(0, (290 - 60 * cover) * cover - 0.8 * light - 0.6 * strong); // small if one of them is strong
    const more = (1 - colour) * 235 * cover + colour * lift + (1 - cover) * dark - least;
    pixels[i] = r + more; pixels[i + 1] = g + more; pixels[i + 2] = b + more; // the array clamps
  }
  return pixels;
}

// Marks a dark page in the classes of `root`; `listen` is called at once, and when the theme changes.
function followTheme(root, signal, listen) {
  const look = () => {
    if (!root.isConnected) return; // removed from the page in the meantime: it no longer has colours
    root.classList.remove("lr-dark"); // or we would look at its own colours
    root.classList.toggle("lr-dark", isDark(root));
    listen();
  };
  const later = () => requestAnimationFrame(() => requestAnimationFrame(look));
  const observer = new MutationObserver(later);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-jp-theme-name", "data-vscode-theme-id"] });
  const query = matchMedia("(prefers-color-scheme: dark)");
  query.addEventListener("change", later);
  signal.addEventListener("abort", () => { observer.disconnect(); query.removeEventListener("change", later); });
  later();
}

const PATIENCE = 5; // seconds
const SILENT = `No answer from Python for ${PATIENCE} seconds. If a cell is still running, wait for it. Otherwise run this cell again.`;
const ALONE = "No Python is running behind this lab, so it cannot answer. Run this cell again; if this is a saved page, open the notebook in Jupyter first.";

// Whether the page knows that nobody will answer: an exported page, or a kernel that has ended. (The layout is the only
// thing in a widget that shows us Jupyter's own view.)
const alone = (model) => model.get("layout")?.comm_live === false;

// Sends requests one at a time. Of those waiting, only the newest counts, unless its sender says otherwise.
// `keep`: it must not be lost while Python is busy; `overtakes`: even so, it makes those waiting before it superfluous;
// `quiet`: no hand asked for it, so nobody is told if no answer comes.
// What the hand does is overtaken only by what it does next with the same thing, not by any other control.
const held = ({ grab, gesture }) => grab ? grab.name : gesture ? `${gesture.panel} ${gesture.index}` : null;
function courier(model, silent) {
  const waiting = [];
  let asked = null, timer = null;
  const next = () => {
    const { message, quiet } = waiting.shift();
    asked = token();
    const told = () => { asked = null; silent(!quiet || waiting.some((other) => !other.quiet)); };
    timer = setTimeout(told, 1000 * (alone(model) ? 0.5 : PATIENCE));
    model.send({ ...message, ask: asked });
  };
  return {
    ask(message, { keep = false, overtakes = !keep, quiet = false } = {}) {
      const last = waiting.at(-1);
      if (last && overtakes && !last.keep && [null, held(message)].includes(held(last.message))) {
        const both = { ...last.message, ...message };
        if (both.values) both.values = { ...last.message.values, ...message.values };
        Object.assign(last, { message: both, keep, quiet: last.quiet && quiet });
      } else waiting.push({ message, keep, quiet });
      if (!asked) next();
    },
    busy: () => asked !== null,
    // To be called on every answer; true if the page has nothing newer to ask.
    answered(mark) {
      silent(false);
      if (asked && mark !== asked) return false; // another view's answer
      clearTimeout(timer);
      asked = null;
      if (waiting.length) next();
      return !asked;
    },
    stop: () => clearTimeout(timer),
  };
}

// Title, controls, the large number, a place for the picture, words. Returns the parts and the courier; `tell`, for words that are only
// spoken; `show`, for controls that the picture moves; and `reset` and `moved`, called by Reset and the other controls, for the lab to replace.
function frame(model, el, signal) {
  const root = make("section", { className: "lr-lab", ariaLabel: model.get("title") });
  const words = make("p", { className: "lr-words", ariaLive: "polite" });
  const voice = make("p", { className: "lr-voice", ariaLive: "polite" });
  if (model.get("_lines")) words.style.setProperty("--lr-lines", model.get("_lines"));
  const body = make("div", { className: "lr-body" });
  let mute = false;
  const say = (text) => {
    const blamed = model.get("_blamed"), error = blamed ? "" : model.get("error");
    panel.blame(blamed, model.get("error"));
    const lost = alone(model) ? [ALONE, text].join("\n").trim() : SILENT; // what plays in the page needs no Python
    const said = mute ? lost : error || text;
    if (words.textContent !== said) words.textContent = said;
    words.classList.toggle("lr-error", Boolean(mute || error));
  };
  const post = courier(model, (on) => { mute = on; if (on) say(""); });
  const panel = controls(model.get("controls"), model.get("_values"), (values, reset) => {
    post.ask(reset ? { values, reset } : { values }, { keep: reset });
    if (reset) lab.reset(values); else lab.moved(values);
  }, (name, option) => {
    post.ask({ pressed: { name, option } }, { keep: true });
    lab.moved({});
  });
  let speech = null; // only what lasts for a moment is spoken
  const tell = (text) => { clearTimeout(speech); speech = setTimeout(() => { voice.textContent = text; }, 300); };
  const digits = make("strong"), called = make("span", {}, model.get("_number"));
  const number = make("div", { className: "lr-number", ariaHidden: "true", hidden: !model.get("_number") }, digits, called); // the words say it
  const count = (text, name = called.textContent) => {
    if (digits.textContent !== text) digits.textContent = text;
    if (called.textContent !== name) called.textContent = name;
    number.classList.toggle("lr-named", /\p{L}{4}|→/u.test(text)); // a word, or a change from one number to another
  };
  root.append(
    make("div", { className: "lr-top" },
      make("div", { className: "lr-title", role: "heading", ariaLevel: "3" }, model.get("title")), panel.node, ...(panel.reset ? [panel.reset] : []), number),
    body, words, voice);
  keepKeys(root, signal, (event) => event.shiftKey && event.key === "Enter"); // which runs the cell
  el.append(root);
  const show = (values) => panel.show({ ...model.get("_values"), ...values });
  const adopt = () => show({});
  const tick = () => panel.tick(model.get("ticked") ?? {});
  model.on("change:ticked", tick);
  tick();
  model.on("change:_values", () => { if (!post.busy()) adopt(); });
  model.on("change:_answered", () => { if (post.answered(model.get("_answered"))) adopt(); });
  signal.addEventListener("abort", () => { post.stop(); clearTimeout(speech); });
  const lab = { root, body, words, say, count, tell, post, show, reset() {}, moved() {} };
  return lab;
}
