use crate::{
    data::{get, path::tests::store},
    program::{Comparator, Filter, FilterValue, Literal, Path, Root, Step},
    testing_support::{leak, with_document},
};
use serde_json::{Value as Json, json};

const fn current(name: &'static str, steps: &'static [Step]) -> Path {
    Path {
        text: name,
        root: Root::Current,
        steps,
    }
}

const PRICE: FilterValue = FilterValue::Path(current("@.price", &[Step::Field("price")]));
const TITLE: FilterValue = FilterValue::Path(current("@.title", &[Step::Field("title")]));
const ISBN: FilterValue = FilterValue::Path(current("@.isbn", &[Step::Field("isbn")]));
const TAGS: FilterValue = FilterValue::Path(current("@.tags", &[Step::Field("tags")]));
const N: FilterValue = FilterValue::Path(current("@.n", &[Step::Field("n")]));
const EXPENSIVE: FilterValue = FilterValue::Path(Path {
    text: "$.expensive",
    root: Root::Document,
    steps: &[Step::Field("expensive")],
});
const WANTED: FilterValue = FilterValue::Path(Path {
    text: "$.wanted",
    root: Root::Document,
    steps: &[Step::Field("wanted")],
});

const fn text(text: &'static str) -> FilterValue {
    FilterValue::Literal(Literal::String(text))
}

const fn list(items: &'static [Literal]) -> FilterValue {
    FilterValue::Literal(Literal::Array(items))
}

const fn pattern(pattern: &'static str, ignore_case: bool) -> FilterValue {
    FilterValue::Regex {
        pattern,
        ignore_case,
    }
}

fn titles(filter: Filter) -> String {
    let steps = leak(vec![
        Step::Field("book"),
        Step::Filter(filter),
        Step::Field("title"),
    ]);
    let path = Path {
        text: "$.book[?(..)].title",
        root: Root::Document,
        steps,
    };
    with_document(store(), |scope| {
        let found = get(&path, scope).expect("a list");
        found
            .as_array()
            .unwrap()
            .iter()
            .map(|title| title.as_str().unwrap())
            .collect()
    })
}

#[test]
fn filters_keep_what_jayway_keeps() {
    use Comparator::{
        AnyOf, Contains, Empty, Equal, Greater, GreaterOrEqual, In, Less, LessOrEqual, Matches,
        NoneOf, NotEqual, NotIn, Size, SubsetOf,
    };
    const FIVE: FilterValue = FilterValue::Literal(Literal::Int(5));
    const NULL: FilterValue = FilterValue::Literal(Literal::Null);
    const TRUE: FilterValue = FilterValue::Literal(Literal::Bool(true));
    const FALSE: FilterValue = FilterValue::Literal(Literal::Bool(false));
    let cases = [
        (PRICE, Less, EXPENSIVE, "AC"),
        (EXPENSIVE, GreaterOrEqual, PRICE, "AC"),
        (PRICE, Greater, text("10"), ""),
        (TITLE, LessOrEqual, text("B"), "AB"),
        (TITLE, Equal, text("C"), "C"),
        (TITLE, NotEqual, text("C"), "ABD"),
        // A number equals its text, as Jayway has it; what is absent equals nothing, not even null.
        (N, Equal, FIVE, "BC"),
        (N, NotEqual, FIVE, "AD"),
        (N, Greater, FilterValue::Literal(Literal::Int(4)), "C"),
        (ISBN, Equal, NULL, "C"),
        (TITLE, In, WANTED, "AC"),
        (TITLE, NotIn, WANTED, "BD"),
        (
            TITLE,
            In,
            list(&[Literal::String("D"), Literal::Int(1)]),
            "D",
        ),
        (TITLE, In, EXPENSIVE, ""),
        (TITLE, NotIn, EXPENSIVE, ""),
        (
            TAGS,
            SubsetOf,
            list(&[Literal::String("y"), Literal::String("x"), Literal::Null]),
            "AD",
        ),
        (
            TAGS,
            AnyOf,
            list(&[Literal::String("y"), Literal::String("z")]),
            "A",
        ),
        (
            TAGS,
            NoneOf,
            list(&[Literal::String("y"), Literal::String("z")]),
            "D",
        ),
        (TAGS, Contains, text("x"), "A"),
        (ISBN, Contains, text("1"), "A"),
        (TAGS, Size, FilterValue::Literal(Literal::Int(2)), "A"),
        (TITLE, Size, FilterValue::Literal(Literal::Int(1)), "ABCD"),
        (TAGS, Empty, TRUE, "D"),
        (TAGS, Empty, FALSE, "A"),
        (TITLE, Matches, pattern("[a-c]", true), "ABC"),
        (TITLE, Matches, pattern("[a-c]", false), ""),
        (PRICE, Matches, pattern(r"8\.9", false), ""),
        (PRICE, Matches, pattern(r"8\.9\d", false), "AC"),
        (TAGS, Matches, pattern("y|z", false), "A"),
        (TITLE, Matches, pattern("(?=look-around)", false), ""),
    ];
    for (left, comparator, right, expected) in cases {
        assert_eq!(
            titles(Filter::Compare(left, comparator, right)),
            expected,
            "{left:?} {comparator:?} {right:?}"
        );
    }
}

#[test]
fn filters_combine_and_test_existence() {
    const ISBN_THERE: Filter = Filter::Exists(current("@.isbn", &[Step::Field("isbn")]));
    const CHEAP: Filter = Filter::Compare(PRICE, Comparator::Less, EXPENSIVE);
    const FIRST: Filter = Filter::Compare(TITLE, Comparator::Equal, text("A"));
    assert_eq!(titles(ISBN_THERE), "AC");
    assert_eq!(titles(Filter::Not(&ISBN_THERE)), "BD");
    assert_eq!(
        titles(Filter::And(&[CHEAP, ISBN_THERE, Filter::Not(&FIRST)])),
        "C"
    );
    assert_eq!(titles(Filter::Or(&[FIRST, Filter::Not(&CHEAP)])), "ABD");
}

#[test]
fn a_filter_on_an_object_asks_the_object() {
    let steps = |wanted| {
        let filter = Filter::Compare(
            PRICE,
            Comparator::Greater,
            FilterValue::Literal(Literal::Int(wanted)),
        );
        leak(vec![Step::Field("bicycle"), Step::Filter(filter)])
    };
    let found = |wanted| {
        let path = Path {
            text: "",
            root: Root::Document,
            steps: steps(wanted),
        };
        with_document(store(), |scope| get(&path, scope).map(Json::from).unwrap())
    };
    assert_eq!(found(10), json!([{"color": "red", "price": 19.95}]));
    assert_eq!(found(20), json!([]));
}
