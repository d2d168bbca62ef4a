// What labs and quizzes share in the page. Python joins the files of a script (assets.py): what one of them defines is
// known in those after it. Each says at its top what it expects, and what it provides for the others.

/* exported make, token, minus, keepKeys */

// An element with its children. A key is set as a property where the element has it, else as an attribute.
const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
};

// For ids and marks: labs on one page are strangers to each other, and cannot simply count.
const token = () => Math.random().toString(36).slice(2);

// A number's text with a typographic minus sign.
const minus = (text) => text.replaceAll("-", "\u2212");

// Jupyter's own shortcuts (arrows move between cells, "d d" deletes one) must not fire while a control has the focus.
// JupyterLab listens above us, so an event that stops here never gets there. Notebook 7 listens before us, but respects
// an attribute on whatever has the focus. Keys with Ctrl or Cmd are theirs, and so is what `alsoTheirs` names; but in a
// text box, Ctrl+Z and the like are ours.
function keepKeys(root, signal, alsoTheirs = () => false) {
  const theirs = (event) => {
    const edits = /^text/.test(event.target.type) && /^([acvxyz]|Arrow.*|Backspace|Delete|Home|End)$/i.test(event.key);
    return !edits && (event.ctrlKey || event.metaKey || alsoTheirs(event));
  };
  const mark = (event) => {
    if (root.contains(event.target)) event.target.toggleAttribute("data-lm-suppress-shortcuts", !theirs(event));
  };
  const keep = (event) => { if (!theirs(event)) event.stopPropagation(); };
  window.addEventListener("keydown", mark, { capture: true, signal });
  for (const kind of ["keydown", "keypress", "keyup"]) root.addEventListener(kind, keep);
}
