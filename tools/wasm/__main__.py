"""See `tools.wasm`."""

import sys

from tools import wasm

if len(sys.argv) == 1:
    print(wasm.pyodide())
else:
    result = wasm.run(*sys.argv[1:])
    print(f"ready after {result['ready']:.1f} s")
    for cell in result["cells"]:
        print(f"{cell['seconds']:6.1f} s  {cell['id']}  {cell['error']}")
