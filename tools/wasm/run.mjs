// Runs a notebook's cells in Pyodide, with the kernel and the wheels of a built JupyterLite, and prints what they gave.
// node run.mjs PYODIDE LITE NOTEBOOK

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Node would print the line that threw, which here is a megabyte long.
const fail = (error) => { process.stderr.write(String(error.stack ?? error).slice(-4000)); process.exit(1); };
process.on("uncaughtException", fail);

const [folder, lite, notebook] = process.argv.slice(2);
const here = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const wheelsIn = (...parts) => {
  const path = join(lite, ...parts);
  return readdirSync(path).filter((name) => name.endsWith(".whl")).map((name) => join(path, name));
};

const begin = performance.now();
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const quiet = { messageCallback() {}, errorCallback: fail };
const python = await loadPyodide({ indexURL: folder, stdout() {}, stderr() {} });
await python.loadPackage(["numpy", "pandas", "matplotlib", "pillow", "ipython", "jedi", "sqlite3", "ssl"], quiet);
const extractDir = python.runPython("import site; site.getsitepackages()[0]");
const kernel = ["extensions", "@jupyterlite", "pyodide-kernel-extension", "static", "pypi"];
for (const path of [...wheelsIn(...kernel), ...wheelsIn("pypi")]) {
  python.unpackArchive(new Uint8Array(readFileSync(path)), "wheel", { extractDir });
}
python.runPython(here("cells.py"));
const ready = (performance.now() - begin) / 1000;
const cells = JSON.parse(await python.globals.get("run")(readFileSync(notebook, "utf8")));
process.stdout.write(JSON.stringify({ ready, cells }), () => process.exit(0));
