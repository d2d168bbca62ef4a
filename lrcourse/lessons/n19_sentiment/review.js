// The review lab: a meter for the probability, and a chip for each word. Words are set as text, never as HTML.

/* global make, minus, frame, followTheme */

function render({ model, el, signal }) {
  const lab = frame(model, el, signal);
  const needle = make("div", { className: "lr-needle" });
  const meter = make("div", { className: "lr-meter", role: "meter", ariaLabel: "probability of happy", ariaValueMin: "0", ariaValueMax: "1" }, needle);
  const scale = make("div", { className: "lr-scale" }, make("span", {}, "unhappy"), make("span", {}, "0.5"), make("span", {}, "happy"));
  const chips = make("div", { className: "lr-chips", role: "group", ariaLabel: "the words; press one to strike it out" });
  lab.body.append(meter, scale, make("div", { className: "lr-help" }, "Press a word to strike it out."), chips);

  let at = 0; // the one chip that Tab reaches; arrows move on from it
  const nodes = () => [...chips.children];
  const reach = (place) => {
    at = Math.max(0, Math.min(place, nodes().length - 1));
    nodes().forEach((node, i) => { node.tabIndex = i === at ? 0 : -1; });
  };
  const chip = () => {
    const node = make("button", { type: "button", className: "lr-chip" }, make("span"), make("small"));
    node.addEventListener("click", () => {
      reach(nodes().indexOf(node));
      lab.post.ask({ strike: at }, { keep: true });
    });
    return node;
  };
  chips.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    reach(at + step);
    nodes()[at]?.focus();
  });

  const draw = () => {
    const y = model.get("_probability"), list = model.get("_chips"), shares = model.get("_shares");
    needle.style.left = `${100 * Math.min(y, 0.5)}%`;
    needle.style.width = `${100 * Math.abs(y - 0.5)}%`;
    needle.classList.toggle("lr-happy", y > 0.5);
    meter.ariaValueNow = y.toFixed(2);
    lab.count(model.get("number"));
    while (chips.children.length > list.length) chips.lastChild.remove();
    while (chips.children.length < list.length) chips.append(chip());
    list.forEach(([word, effect, struck], i) => {
      const node = chips.children[i], known = effect !== null;
      const note = known ? minus((effect > 0 ? "+" : "") + effect.toFixed(2)) : struck ? "out" : "\u2013";
      node.children[0].textContent = word;
      node.children[1].textContent = note;
      node.setAttribute("aria-pressed", struck);
      node.setAttribute("aria-label", `${word}, ${struck ? "struck out" : known ? note : "does not count"}`);
      node.classList.toggle("lr-unknown", !known);
      node.classList.toggle("lr-happy", effect > 0);
      node.style.setProperty("--lr-share", `${55 * shares[i]}%`);
    });
    reach(at);
    lab.say(model.get("words"));
  };
  const later = () => requestAnimationFrame(draw);
  for (const name of ["_chips", "_probability", "words", "error", "_answered"]) model.on(`change:${name}`, later);
  followTheme(lab.root, signal, () => {});
  draw();
}
export default { render };
