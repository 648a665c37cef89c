//! What random definitions are made of: names, paths and texts, many of them hard to write as tokens.

pub(crate) const NAMES: [&str; 12] = [
    "Ship",
    "Ship Order",
    "end",
    "match",
    "_",
    "Größe",
    "a\"b",
    "o\u{308}",
    "日本",
    "for",
    "in",
    "path",
];

pub(crate) const PATHS: [&str; 26] = [
    "$",
    "$.a",
    "$.a.b[0]",
    "$['a b']",
    "$[\"x\"]",
    "$.a-b",
    "$..c",
    "$..['c d']",
    "$.a[*].b",
    "$.*",
    "$.a[-1]",
    "$.a[1:3]",
    "$.a[0,1]",
    "$.a['b','c']",
    "$.x[?(@.a == 'q')]",
    "$.x[?(@.a =~ /x.*/i)]",
    "$.x[?(@.a>1&&@.b)]",
    "$.x[?(!(@.a in ['y', \"z\"]) || @.b != null)]",
    "$['it\\'s']",
    "$['a\\\\b']",
    "$.a.length()",
    "$$.Execution.Id",
    "$$",
    "$v.a[0]",
    "$['日本'].é",
    "$.type.is.not",
];

pub(crate) const PLACES: [&str; 6] = ["$", "$.r", "$.r.s", "$['r s']", "$.r[0]", "$[\"r'\"]"];

pub(crate) const CALLS: [&str; 11] = [
    "States.UUID()",
    "States.Format('{} of {}', $.a, $.b)",
    "States.Format('it\\'s \\{ {} \\}', $.a)",
    "States.Format('\\\\{} \"{}\"', $.a, 1)",
    "States.Array(1, -2.5, 'x', true, null, $.a['b c'])",
    "States.MathAdd($.n,1)",
    "States.Format('${Name} {}', $.a)",
    "States.StringSplit('a\\\\b\\{c', ',')",
    "States.Base64Encode('é\\'')",
    "States.Format('{}', States.JsonToString($$))",
    "States.ArrayLength($.x[?(@.a =~ /y/)])",
];

pub(crate) const EXPRESSIONS: [&str; 15] = [
    "{% $states.input %}",
    "{%1+2%}",
    "{% 'a' & \"b\" %}",
    "{% (\n  $a := 1;\n  $a + 1\n) %}",
    "{% $states.input.`a b` %}",
    "{% $states.input[x > 1].y %}",
    "{% /* why */ 1 %}",
    "{% $replace(\"a\", /b  c/, \"d\") %}",
    "{% \"a\\nb\" & \"\\\"#\" %}",
    "{% $states.input.a-1 %}",
    "{% $map([1..3], function($v) { $v * 2 }) %}",
    "{% {\"a\": 1, \"b\": [true, null]} %}",
    "{%   $now()\t%}",
    "{% \"{% %\" %}",
    "{% \"\u{202e}é\" %}",
];

pub(crate) const TEXTS: [&str; 10] = [
    "s",
    "",
    "q\"q",
    "back\\slash",
    "line\n\ttab\r",
    "$.not",
    "it is no {% expression %} there",
    "\u{202e}x\u{0}",
    "\"#\"##",
    "/// é 日本",
];

pub(crate) const ERRORS: [&str; 7] = [
    "States.Timeout",
    "Own",
    "My.Own",
    "HTTP 404",
    "Lambda.Unknown",
    "a.b c",
    "Declined",
];
