use super::{parse_path, parse_reference_path};
use crate::ir::{Comparator, Filter, FilterValue, Json, Path, Root, Step};
use crate::testing::{shown, text};

/// A tree as a line: the root, then each step by its kind.
fn tree(path: &Path) -> String {
    let root = match &path.root {
        Root::Document => "$".to_owned(),
        Root::Context => "$$".to_owned(),
        Root::Variable(name) => format!("${name}"),
        Root::Current => "@".to_owned(),
    };
    let steps = path.steps.iter().map(step);
    std::iter::once(root)
        .chain(steps)
        .collect::<Vec<_>>()
        .join(" ")
}

fn step(step: &Step) -> String {
    let bound = |bound: &Option<i64>| bound.map_or(String::new(), |at| at.to_string());
    match step {
        Step::Field(name) => format!("field({name})"),
        Step::Fields(names) => format!("fields({})", names.join("|")),
        Step::Index(index) => format!("index({index})"),
        Step::Indices(indices) => format!("indices({indices:?})"),
        Step::Slice { from, to, step } => {
            format!("slice({}:{}:{})", bound(from), bound(to), bound(step))
        }
        Step::Wildcard => "any".to_owned(),
        Step::Descend => "below".to_owned(),
        Step::Filter(inner) => format!("where({})", filter(inner)),
        Step::Function(function) => format!("{function:?}()"),
    }
}

fn filter(node: &Filter) -> String {
    let all = |filters: &[Filter]| filters.iter().map(filter).collect::<Vec<_>>().join(", ");
    match node {
        Filter::And(filters) => format!("and({})", all(filters)),
        Filter::Or(filters) => format!("or({})", all(filters)),
        Filter::Not(inner) => format!("not({})", filter(inner)),
        Filter::Exists(path) => format!("exists({})", tree(path)),
        Filter::Compare(left, comparator, right) => {
            format!("{} {comparator:?} {}", value(left), value(right))
        }
    }
}

fn value(node: &FilterValue) -> String {
    match node {
        FilterValue::Literal(literal) => json(literal),
        FilterValue::Path(path) => tree(path),
        FilterValue::Regex {
            pattern,
            ignore_case,
        } => {
            format!("/{pattern}/{}", if *ignore_case { "i" } else { "" })
        }
    }
}

fn json(node: &Json) -> String {
    match node {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(number) => number.clone(),
        Json::String(string) => format!("{string:?}"),
        Json::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Json::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| format!("{name}:{}", json(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
    }
}

#[track_caller]
fn read(cases: &[(&str, &str)]) {
    for (path, expected) in cases {
        match parse_path(&text(path)) {
            Ok(path) => assert_eq!(tree(&path), *expected, "{}", path.text),
            Err(problem) => panic!("{}", shown(path, &problem)),
        }
    }
}

#[test]
fn roots_and_names_are_read() {
    read(&[
        ("$", "$"),
        ("$$", "$$"),
        ("$order", "$order"),
        ("$größe.x", "$größe field(x)"),
        ("$a_1[0]", "$a_1 index(0)"),
        ("$.a", "$ field(a)"),
        ("$.a.b", "$ field(a) field(b)"),
        ("$.detail-type", "$ field(detail-type)"),
        ("$.a:b.@type", "$ field(a:b) field(@type)"),
        ("$.über.名前", "$ field(über) field(名前)"),
        ("$.o'clock", "$ field(o'clock)"),
        ("$.store\\.book", "$ field(store.book)"),
        ("$.\\stor\\e", "$ field(store)"),
        ("$.caf\\u00e9", "$ field(café)"),
        ("$.\\uD83D\\uDE00", "$ field(😀)"),
        ("$['a b']", "$ field(a b)"),
        ("$[ \"a\" ].b", "$ field(a) field(b)"),
        ("$['a','b']", "$ fields(a|b)"),
        ("$['a' , 'b'].c", "$ fields(a|b) field(c)"),
        ("$['it\\'s']", "$ field(it's)"),
        ("$['back\\\\slash']", "$ field(back\\slash)"),
        // AWS keeps this backslash.
        ("$['a\\\"b']", "$ field(a\\\"b)"),
        ("$[\"a\\\"b\"]", "$ field(a\"b)"),
        ("$['a]b'].c", "$ field(a]b) field(c)"),
        ("$['']", "$ field()"),
        ("$.a.['b']", "$ field(a) field(b)"),
        ("$.a ", "$ field(a)"),
    ]);
}

#[test]
fn steps_to_many_places_are_read() {
    read(&[
        ("$[0]", "$ index(0)"),
        ("$.[0].a", "$ index(0) field(a)"),
        ("$[-1]", "$ index(-1)"),
        ("$[ 7 ]", "$ index(7)"),
        ("$[0,2]", "$ indices([0, 2])"),
        ("$[0, -2]", "$ indices([0, -2])"),
        ("$[1:]", "$ slice(1::)"),
        ("$[:2]", "$ slice(:2:)"),
        ("$[-2:]", "$ slice(-2::)"),
        ("$[0:4:2]", "$ slice(0:4:2)"),
        ("$.*", "$ any"),
        ("$[*]", "$ any"),
        ("$[ * ].*.a", "$ any any field(a)"),
        ("$..a", "$ below field(a)"),
        ("$..*", "$ below any"),
        ("$..[0]", "$ below index(0)"),
        ("$.a..['b']", "$ field(a) below field(b)"),
        ("$$..age", "$$ below field(age)"),
        ("$.length()", "$ Length()"),
        ("$.a.min()", "$ field(a) Min()"),
        ("$.a.max( )", "$ field(a) Max()"),
        ("$..price.sum()", "$ below field(price) Sum()"),
        ("$.a.avg()", "$ field(a) Avg()"),
        ("$.a.stddev()", "$ field(a) Stddev()"),
        ("$.a.keys()", "$ field(a) Keys()"),
        ("$.a.first()", "$ field(a) First()"),
        ("$.a.last()", "$ field(a) Last()"),
    ]);
}

#[test]
fn filters_are_read() {
    read(&[
        ("$[?(@.a)]", "$ where(exists(@ field(a)))"),
        ("$[?(@)]", "$ where(exists(@))"),
        ("$[?(!@.a)]", "$ where(not(exists(@ field(a))))"),
        (
            "$[ ?( @.a == 1 ) ].b",
            "$ where(@ field(a) Equal 1) field(b)",
        ),
        ("$[?(@.a<5)]", "$ where(@ field(a) Less 5)"),
        ("$[?(5 >= @.a)]", "$ where(5 GreaterOrEqual @ field(a))"),
        (
            "$[?(@['a b'] != 'x')]",
            "$ where(@ field(a b) NotEqual \"x\")",
        ),
        (
            "$[?(@.x == 'y' && (@.n < 10 || !@.z))]",
            "$ where(and(@ field(x) Equal \"y\", or(@ field(n) Less 10, not(exists(@ field(z))))))",
        ),
        (
            "$[?(@.a || @.b && @.c)]",
            "$ where(or(exists(@ field(a)), and(exists(@ field(b)), exists(@ field(c)))))",
        ),
        (
            "$[?(@.a==1&&@.b==2)]",
            "$ where(and(@ field(a) Equal 1, @ field(b) Equal 2))",
        ),
        ("$[?(!(@.a == 1))]", "$ where(not(@ field(a) Equal 1))"),
        (
            "$[?(@.id == $.wanted[0].id)]",
            "$ where(@ field(id) Equal $ field(wanted) index(0) field(id))",
        ),
        (
            "$[?(@.a =~ /re\\/.*/i)]",
            "$ where(@ field(a) Matches /re\\/.*/i)",
        ),
        ("$[?(@.a =~ /x)]/)]", "$ where(@ field(a) Matches /x)]/)"),
        (
            "$[?(@.a in ['x', \"y\", 1, null])]",
            "$ where(@ field(a) In [\"x\",\"y\",1,null])",
        ),
        ("$[?(@.a nin [])]", "$ where(@ field(a) NotIn [])"),
        (
            "$[?(@.a IN $.list)]",
            "$ where(@ field(a) In $ field(list))",
        ),
        ("$[?(@.a subsetof [1])]", "$ where(@ field(a) SubsetOf [1])"),
        ("$[?(@.a anyof [1])]", "$ where(@ field(a) AnyOf [1])"),
        ("$[?(@.a noneof [[1]])]", "$ where(@ field(a) NoneOf [[1]])"),
        ("$[?(@.a size 2)]", "$ where(@ field(a) Size 2)"),
        ("$[?(@.a empty true)]", "$ where(@ field(a) Empty true)"),
        (
            "$[?(@.a contains 'it\\'s\\n')]",
            "$ where(@ field(a) Contains \"it's\\n\")",
        ),
        (
            "$[?(@.a == {'k': -1.5e3})]",
            "$ where(@ field(a) Equal {k:-1.5e3})",
        ),
        (
            "$[?(@.a.length() > 1)]",
            "$ where(@ field(a) Length() Greater 1)",
        ),
        (
            "$[?(@.a[?(@.b)])]",
            "$ where(exists(@ field(a) where(exists(@ field(b)))))",
        ),
        (
            "$..[?(@.a == ')')].b",
            "$ below where(@ field(a) Equal \")\") field(b)",
        ),
    ]);
}

#[test]
fn each_operator_is_its_own() {
    let operators = [
        ("==", Comparator::Equal),
        ("!=", Comparator::NotEqual),
        ("<", Comparator::Less),
        ("<=", Comparator::LessOrEqual),
        (">", Comparator::Greater),
        (">=", Comparator::GreaterOrEqual),
        ("in", Comparator::In),
        ("nin", Comparator::NotIn),
        ("subsetof", Comparator::SubsetOf),
        ("anyof", Comparator::AnyOf),
        ("noneof", Comparator::NoneOf),
        ("size", Comparator::Size),
        ("empty", Comparator::Empty),
        ("contains", Comparator::Contains),
    ];
    for (written, wanted) in operators {
        let path = parse_path(&text(&format!("$[?(@.a {written} @.b)]"))).expect(written);
        let Some(Step::Filter(Filter::Compare(_, found, _))) = path.steps.first() else {
            panic!("{written} makes no comparison");
        };
        assert_eq!(*found, wanted);
    }
}

#[test]
fn places_are_those_of_the_source() {
    let path = parse_path(&text("$.a[?(@.b == 1)]")).expect("a path");
    assert_eq!(path.site, 1..17);
    let Some(Step::Filter(Filter::Compare(FilterValue::Path(inner), ..))) = path.steps.last()
    else {
        panic!("no comparison");
    };
    assert_eq!((inner.site.clone(), inner.text.as_str()), (7..10, "@.b"));
}

#[test]
fn nesting_is_bounded() {
    for (open, close) in [("(", ")"), ("!(", ")"), ("@[?(", ")]"), ("@.a in [", "]")] {
        let deep =
            |levels: usize| format!("$[?({}@{})]", open.repeat(levels), close.repeat(levels));
        let problem = parse_path(&text(&deep(5000))).expect_err("too deep or malformed");
        assert_eq!(problem.code.name(), "malformed_path");
    }
    let brackets = format!("$[?(@.a in {}1{})]", "[".repeat(20), "]".repeat(20));
    assert!(parse_path(&text(&brackets)).is_ok());
    let brackets = format!("$[?(@.a in {}1{})]", "[".repeat(40), "]".repeat(40));
    let problem = parse_path(&text(&brackets)).expect_err("too deep");
    assert!(
        problem.title.ends_with("is nested deeper than 32 levels"),
        "{}",
        problem.title
    );
}

#[test]
fn a_reference_path_is_a_way_to_one_place() {
    for good in ["$", "$.a", "$.a['b c'][0].d", "$[12]", "$.[0]"] {
        assert!(parse_reference_path(&text(good)).is_ok(), "{good}");
    }
    let cases = [
        ("$.a[*]", 3..6, "has a wildcard"),
        ("$.a.*.b", 4..5, "has a wildcard"),
        ("$..b", 1..3, "searches at any depth"),
        ("$.a[-1]", 3..7, "counts from a list's end"),
        ("$.a[0,1]", 3..8, "names several indices"),
        ("$['a','b']", 1..10, "names several fields"),
        ("$.a[1:]", 3..7, "takes a slice of a list"),
        ("$.a[?(@.b)]", 3..11, "has a filter"),
        ("$.a.length()", 4..12, "computes a value"),
        ("$$.Execution.Input", 0..2, "names the context object"),
        ("$foo.x", 0..4, "names a variable"),
    ];
    for (path, at, reason) in cases {
        let problem = parse_reference_path(&text(path)).expect_err(path);
        assert_eq!(problem.code.name(), "not_reference_path", "{path}");
        assert_eq!(problem.at, at, "{path}");
        let start = format!("path `{path}` {reason}, ");
        assert!(problem.title.starts_with(&start), "{}", problem.title);
    }
    let problem = parse_reference_path(&text("$.a[")).expect_err("malformed");
    assert_eq!(problem.code.name(), "malformed_path");
}
