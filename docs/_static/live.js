// Python for one page, in a worker, so that the page itself stays quick.

/* global importScripts, loadPyodide */

const PACKAGES = ["numpy", "pandas", "matplotlib", "ipython"];
let page = null; // live.py's, once it is there

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} cannot be had (${answer.status}).`);
  return answer;
}

/** Start Python from these addresses, then make the labs of these cells; the page hears how far it is. */
async function start({ pyodide, wheels, notebook, cells }) {
  let number = 0;
  const step = (name) => postMessage({ words: `Starting Python. ${++number} of ${PACKAGES.length + 2}: ${name}` });
  step("Python itself");
  importScripts(pyodide);
  const python = await loadPyodide({ indexURL: pyodide.slice(0, pyodide.lastIndexOf("/") + 1) });
  for (const name of PACKAGES) {
    step(name);
    let trouble = "";
    await python.loadPackage(name, { messageCallback() {}, errorCallback(text) { trouble ||= text; } });
    if (trouble) throw new Error(trouble);
  }
  step("the course");
  const extractDir = python.runPython("import site; site.getsitepackages()[0]");
  for (const { releases } of Object.values(await (await fetched(`${wheels}all.json`)).json())) {
    for (const { url } of Object.values(releases).flat()) {
      python.unpackArchive(await (await fetched(new URL(url, wheels))).arrayBuffer(), "wheel", { extractDir });
    }
  }
  python.runPython(await (await fetched("live.py")).text());
  page = python.globals.get("Page")(await (await fetched(notebook)).text());
  postMessage({ begun: true });
  for (const [lab, cell] of cells.entries()) {
    postMessage({ words: `Python is here. It makes the labs: ${lab + 1} of ${cells.length}` });
    await new Promise((done) => setTimeout(done)); // whoever moves one that is made need not wait for the others
    try {
      postMessage({ lab, state: page.lab(cell) });
    } catch (error) {
      postMessage({ lab, failure: error.message.trim().split("\n").pop() });
    }
  }
  postMessage({ words: "This page is live: Python runs in your browser, behind its labs and exercises." });
}

addEventListener("message", async ({ data: { mark, cell, message, source, ...from } }) => {
  try {
    if (mark === undefined) await start(from);
    else postMessage({ mark, answer: source === undefined ? page.hear(cell, message) : page.run(cell, source) });
  } catch (error) {
    postMessage({ failure: error.message });
  }
});
