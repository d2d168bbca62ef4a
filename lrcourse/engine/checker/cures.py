"""The commonest errors of Python and NumPy, and what cures them."""

import re

# What Python and NumPy say in the commonest cases (a pattern), what helps, and perhaps what the line must contain.
CURES = (
    (r"name '(np|math|pd|plt|lr)' is not defined", "Run the cell with the imports first, or import it."),
    (r"name '(\w+)' is not defined",
     "Python does not know this name here: is it spelt as it was where you defined it? If you never defined it, the "
     "line must do without it."),
    (r"cannot access local variable|referenced before assignment",
     "It first gets a value further down, or only in another branch. It needs one on every path to this line."),
    (r"'NoneType' object is not (subscriptable|iterable|callable)|NoneType",
     "Something here is None: a function that is still dots, or one that returns nothing?"),
    (r"unsupported operand type\(s\) for \^|ufunc 'bitwise_xor'", "In Python ^ is not a power. A power is **: x**2."),
    (r"truth value of an array",
     "max and min want single numbers. np.maximum and np.minimum decide for each entry.", r"\b(max|min)\("),
    (r"truth value of an array",
     "& and | bind more tightly than == and >: put each comparison in brackets, (t == 0) & (a > 0).", r"[&|]"),
    (r"truth value of an array",
     "A chained comparison needs a single yes or no. For arrays, write two: (low <= x) & (x <= high).",
     r"[<>]=?[^<>=,()]+[<>]=?"),
    (r"truth value of an array",
     "`in` compares with ==, which gives no single yes or no for rows. (rows == row).all(axis=1).any() does.",
     r"\bin\b"),
    (r"truth value of an array",
     "`if` needs one yes or no, but this is an array. np.where(condition, yes, no) decides for each entry; .any() and "
     ".all() make a single one of them.", r"\bif\b"),
    (r"truth value of an array",
     "This needs one yes or no, but gets an array of them. & and | join conditions entry by entry, ~ negates them."),
    (r"only (0-dimensional|length-1|size-1) arrays|only integer scalar arrays can be converted",
     "math's functions, float(), int() and range() take one number, but got an array. np.exp, np.log, ** and "
     ".astype(int) take arrays. Or should it have been summed first?", r"math\.|float\(|int\(|range\("),
    (r"must be real number, not", "math's functions take one number. np.exp, np.log and the like take arrays too."),
    (r"expected a positive input|math domain error",
     "math.log takes only numbers above 0, math.sqrt none below 0. np.log(0) is -inf."),
    (r"'(float|int|numpy\.\w+)' object is not iterable",
     "There is a single number in the brackets. sum goes through a list of them; for two numbers write a + b.",
     r"\bsum\("),
    (r"'(float|int|numpy\.\w+)' object is not iterable|len\(\) of unsized|'(float|int)' has no len|0-d array",
     "A single number has no length and no entries to go through."),
    (r"matmul: Input operand \d does not have enough dimensions|unsupported operand type\(s\) for @",
     "@ multiplies arrays, but one side here is a single number. Did a mean or a sum without axis=0 remove its axis? "
     "If it is meant to be a number, multiply with *."),
    (r"matmul|not aligned",
     "The shapes do not match: the inner dimensions must be equal, as in (N, D) @ (D,), or in (D, N) @ (N,)."),
    (r"could not be broadcast together with shapes \(\d+,\) \(\d+,\)",
     "Two one-dimensional arrays of different lengths: they contain different samples, or different things."),
    (r"could not be broadcast|operands could not",
     "A column made with [:, None] has one number per row, a plain (K,) one per column. Here it is the other way "
     "round.", r"None\]|newaxis"),
    (r"could not be broadcast together with shapes \((\d+),\d+\) \(\1,\)",
     "The second has one number per row. If you meant that, [:, np.newaxis] turns it into a column; if you meant one "
     "number per column, use axis=0."),
    (r"could not be broadcast together with shapes \((\d+),\) \(\1,\d+\)",
     "The first has one number per row of the second. [:, np.newaxis] makes it a column, which goes with each row; "
     "the product of matrices is @, not *.", r"[^*]\*[^*]"),
    (r"could not be broadcast|operands could not",
     "* goes entry by entry, so the shapes must match from the right, or be 1. The product of matrices is @.",
     r"[^*]\*[^*]"),
    (r"could not be broadcast|operands could not",
     "The shapes do not match. Compare them from the right: each pair of lengths must be equal, or one of them 1. "
     "Which shape is not the one you meant?"),
    (r"zero-dimensional arrays cannot be concatenated",
     "Single numbers cannot be concatenated. np.array([a, b]) makes an array of them; return a, b gives both."),
    (r"all the input array dimensions .* must match exactly",
     "The pieces to be joined have different lengths there. X[0] is a row of X, X[:, 0] a column."),
    (r"all the input arrays? .*must have",
     "The pieces to be joined need the same number of dimensions: np.ones((len(X), 1)) is a column beside X."),
    (r"inhomogeneous",
     "The pieces differ in shape (rows of different lengths, or an array and a number), so they cannot form one array."
     " A loop such as `for w, b in pairs` takes pairs apart, and zip(*pairs) gives all first and all second entries."),
    (r"arrays used as indices must be of integer|only integers, slices",
     "An index is a whole number (// makes one, / does not), or an array of them, or of True and False, such as t == "
     "1. A loop over an array gives its entries; range(len(x)) gives their indices."),
    (r"boolean index did not match", "The condition does not have the same length as the array it chooses from."),
    (r"too many indices",
     "You give more indices than the array has dimensions. A one-dimensional array takes one: a[i]."),
    (r"is out of bounds for axis|index out of range", "Indices go from 0 to the length minus 1."),
    (r"axis \d+ is out of bounds", "A one-dimensional array has only axis 0."),
    (r"'History' object is not subscriptable|non-iterable History",
     "A run holds more than its last step: w, b = run.final gives the weights and the bias there."),
    (r"^KeyError", "There is no such key. `key in d` tests for one. Skip missing keys, or give them a default value."),
    (r"object is not subscriptable",
     "Only arrays, lists, strings and tuples have entries. Round brackets call a function."),
    (r"can't multiply sequence by non-int",
     "A list times 2 is the list twice, and times 2.0 fails. np.array([...]) is multiplied entry by entry."),
    (r"object is not callable",
     "What comes before the bracket is not a function. If it is a number, is a * missing, or did you not mean a call? "
     "Or is it a name that was given a different value?"),
    (r"required positional argument",
     "A call gives too few arguments. Compare it with the first line of the function that it calls."),
    (r"array\(\) takes .* positional arguments? but",
     "np.array takes its entries as one list, in square brackets: np.array([a, b, c])."),
    (r"takes .* positional arguments? but", "A call passes more arguments than the function's first line lists."),
    (r"boolean subtract",
     "Arrays of True and False cannot be subtracted. Turn them into numbers first: (t == 1).astype(int), 2 * t - 1."),
    (r"t must contain only 0 and 1", "Or have two arguments in this call changed places?"),
    (r"unexpected keyword argument", "This function does not have a keyword of that name. Its help, f?, lists them."),
    (r"not enough values to unpack|too many values to unpack|cannot unpack",
     "The number of names on the left differs from the number of values on the right."),
    (r"'(int|float)' object has no attribute",
     "This is a single number: it has no mean, no sum and no shape. Is it already the result, or part of it?",
     r"\.(mean|sum|std|shape|T|dot|max|min|size|astype|reshape|copy|ndim|all|any)\b"),
    (r"'(int|float)' object has no attribute",
     "The name before the dot stands for a number here. Did you overwrite it, as in lr = learning_rate?"),
    (r"has no attribute '(shape|T|sum|mean|dot|astype|reshape|ndim|size|copy)'",
     "This is a list, not an array. np.asarray(...) converts it."),
    (r"has no attribute", "This kind of object has nothing by that name. type(...) says what it is."),
    (r"Cannot cast ufunc|same_kind",
     "The array contains whole numbers and cannot take decimals in place. Write x = x - ..., or begin with "
     "x.astype(float)."),
    (r"can only concatenate|must be str, not|unsupported operand|ufunc '\w+' did not|not supported between",
     "The two sides are of kinds that do not go together, such as a number and a string, or a list and an array."),
    (r"Singular matrix", "The matrix has no inverse: rows or columns depend on one another, or all of it is 0."),
    (r"assignment destination is read-only", "The arguments must not be changed. Work on a copy: x = x.copy()."),
    (r"math range error", "A number too large for a float: math.exp of more than 709. np.exp gives infinity there."),
    (r"unhashable type: '(numpy.ndarray|list)'",
     "An array or a list cannot be in a set, or be a key in a dict. row.tobytes() or tuple(row) can."),
    (r"division by zero", "Something divides by a plain 0 here."),
    (r"maximum recursion depth", "The function calls itself endlessly."),
    (r"Sample larger than population|probabilities do not sum",
     "More is drawn than there is, or the probabilities do not add up to 1."),
    (r"No such file", "The path does not lead to a file. Use the argument as it is."),
)  # fmt: skip


def cure(words, line):
    """The cure for an error's words in the learner's line, on its own line; or ''."""
    for pattern, remedy, *needed in CURES:
        if re.search(pattern, words) and all(re.search(part, line) for part in needed):
            return f"\n{remedy}"
    return ""
