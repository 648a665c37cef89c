//! The rules of a Choice, which read like the arms of a `match`.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::path::{expression, is_expression, is_path, path, string_of};
use super::tree::{Extent, Fields, Node};
use crate::ir::QueryLanguage;

/// What a value may be, and the operator that asks.
pub(super) const KINDS: [(&str, &str); 6] = [
    ("present", "IsPresent"),
    ("null", "IsNull"),
    ("string", "IsString"),
    ("number", "IsNumeric"),
    ("boolean", "IsBoolean"),
    ("timestamp", "IsTimestamp"),
];

/// Signs and the relations they stand for; a longer one before those it begins with.
pub(super) const SIGNS: [(&str, &str); 6] = [
    ("==", "Equals"),
    ("!=", "Equals"),
    ("<=", "LessThanEquals"),
    (">=", "GreaterThanEquals"),
    ("<", "LessThan"),
    (">", "GreaterThan"),
];

/// As what values are compared, and how operators begin.
pub(super) const FAMILIES: [(&str, &str); 4] = [
    ("string", "String"),
    ("number", "Numeric"),
    ("boolean", "Boolean"),
    ("timestamp", "Timestamp"),
];

/// How often in a row a condition is negated, at most: each is a level of the definition.
const MOST_SIGNS: usize = 16;

/// A condition, as the fields of a rule.
pub(super) fn condition(
    cursor: &mut Cursor,
    language: QueryLanguage,
) -> syn::Result<(Fields, Extent)> {
    let start = cursor.position();
    if is_expression(cursor) {
        let (parts, extent) = expression(cursor)?;
        if language == QueryLanguage::JsonPath {
            return Err(extent.error(
                "an expression in JSONPath; `query_language: JSONata` on the state or the workflow makes it one",
            ));
        }
        let mut fields = Fields::default();
        fields.push("Condition", extent, Node::parts(parts, extent));
        return Ok((fields, extent));
    }
    if language == QueryLanguage::Jsonata {
        // An expression may also stand in a string; what else may not, the front end says.
        let is_text = matches!(cursor.peek(), Some(TokenTree::Literal(literal)) if string_of(literal).is_some());
        if is_text || cursor.is_ident("true") || cursor.is_ident("false") {
            let node = super::value::literal(cursor)?;
            let extent = node.extent;
            let mut fields = Fields::default();
            fields.push("Condition", extent, node);
            return Ok((fields, extent));
        }
        return Err(
            cursor.expected("a condition in JSONata, such as `{% $states.input.total > 100 %}`")
        );
    }
    let fields = any(cursor)?;
    Ok((fields, cursor.extent_since(start)))
}

fn any(cursor: &mut Cursor) -> syn::Result<Fields> {
    joined(cursor, "||", "Or", all)
}

fn all(cursor: &mut Cursor) -> syn::Result<Fields> {
    joined(cursor, "&&", "And", one)
}

fn joined(
    cursor: &mut Cursor,
    sign: &str,
    field: &str,
    part: fn(&mut Cursor) -> syn::Result<Fields>,
) -> syn::Result<Fields> {
    let start = cursor.position();
    let first = part(cursor)?;
    if !cursor.is_punct(sign) {
        return Ok(first);
    }
    let mut parts = vec![Node::object(first.0, cursor.extent_since(start))];
    let mut operator = None;
    while let Some(found) = cursor.eat(sign) {
        operator.get_or_insert(found);
        let position = cursor.position();
        let fields = part(cursor)?;
        parts.push(Node::object(fields.0, cursor.extent_since(position)));
    }
    let extent = cursor.extent_since(start);
    let mut fields = Fields::default();
    fields.push(
        field,
        operator.unwrap_or(extent),
        Node::array(parts, extent),
    );
    Ok(fields)
}

fn one(cursor: &mut Cursor) -> syn::Result<Fields> {
    let mut signs = Vec::new();
    while cursor.is_punct("!") && !cursor.is_punct("!=") {
        signs.push((cursor.expect("!")?, cursor.position()));
    }
    if let Some((sign, _)) = signs.get(MOST_SIGNS) {
        return Err(sign.error("one `!` too many; two of them cancel each other out"));
    }
    let mut fields = plain(cursor)?;
    for (sign, position) in signs.into_iter().rev() {
        fields = not(sign, fields, cursor.extent_since(position));
    }
    Ok(fields)
}

fn plain(cursor: &mut Cursor) -> syn::Result<Fields> {
    if let Some(group) = cursor.group(Delimiter::Parenthesis) {
        let mut inside = Cursor::inside(&group);
        let fields = any(&mut inside)?;
        if !inside.is_empty() {
            return Err(inside.expected("`&&`, `||` or `)`"));
        }
        return Ok(fields);
    }
    test(cursor)
}

fn not(sign: Extent, inner: Fields, extent: Extent) -> Fields {
    let mut fields = Fields::default();
    fields.push("Not", sign, Node::object(inner.0, extent));
    fields
}

/// `$.total >= 100`, `$.coupon is present`, `$.name matches "A*"`.
fn test(cursor: &mut Cursor) -> syn::Result<Fields> {
    if !is_path(cursor) {
        return Err(
            cursor.expected("a condition, such as `$.total >= 100` or `$.coupon is present`")
        );
    }
    let start = cursor.position();
    let (parts, extent) = path(cursor)?;
    let mut fields = Fields::default();
    fields.push("Variable", extent, Node::parts(parts, extent));
    if let Some(word) = cursor.eat_ident("is") {
        let sign = word.span();
        let negated = cursor.eat_ident("not").is_some();
        let found = KINDS.iter().find(|(kind, _)| cursor.is_ident(kind));
        let Some((_, operator)) = found else {
            return Err(cursor.expected(
                "`present`, `null`, `string`, `number`, `boolean` or `timestamp`, or one of them after `not`",
            ));
        };
        cursor.next();
        let expected = if negated { "false" } else { "true" };
        fields.push(
            *operator,
            sign,
            Node::literal(expected, cursor.extent_since(start)),
        );
        return Ok(fields);
    }
    if let Some(word) = cursor.eat_ident("matches") {
        let position = cursor.position();
        let pattern = cursor.literal().and_then(|literal| string_of(&literal));
        let Some(pattern) = pattern else {
            cursor.go_back(position);
            return Err(cursor.expected("a pattern in quotes, such as `\"order-*\"`"));
        };
        let node = Node::string(pattern, cursor.extent_since(position));
        fields.push("StringMatches", word.span(), node);
        return Ok(fields);
    }
    let found = SIGNS.iter().find(|(sign, _)| cursor.is_punct(sign));
    let Some((sign, relation)) = found else {
        if cursor.is_punct("=") && !cursor.is_punct("=>") {
            return Err(cursor.error("what is equal is told by `==`"));
        }
        return Err(cursor.expected("`==`, `!=`, `<`, `<=`, `>`, `>=`, `is` or `matches`"));
    };
    let operator = cursor.expect(sign)?;
    let (family, suffix, node) = operand(cursor)?;
    if family == "Boolean" && *relation != "Equals" {
        return Err(
            operator.error("truth values have no order; they are compared by `==` and `!=`")
        );
    }
    fields.push(format!("{family}{relation}{suffix}"), operator, node);
    if *sign == "!=" {
        return Ok(not(operator, fields, cursor.extent_since(start)));
    }
    Ok(fields)
}

/// What a test compares with: what kind it is, whether it is a path, and its node.
fn operand(cursor: &mut Cursor) -> syn::Result<(&'static str, &'static str, Node)> {
    if let Some((name, family)) = FAMILIES.iter().find(|(name, _)| cursor.is_ident(name)) {
        cursor.next();
        let Some(group) = cursor.group(Delimiter::Parenthesis) else {
            return Err(cursor.expected(&format!(
                "what is compared in parentheses: `{name}($.limit)`"
            )));
        };
        let mut inside = Cursor::inside(&group);
        let found = if is_path(&inside) {
            let (parts, extent) = path(&mut inside)?;
            ("Path", Node::parts(parts, extent))
        } else {
            ("", super::value::literal(&mut inside)?)
        };
        if !inside.is_empty() {
            return Err(inside.expected("`)`"));
        }
        return Ok((family, found.0, found.1));
    }
    if is_path(cursor) {
        let (_, extent) = path(cursor)?;
        return Err(extent.error(
            "whether these are compared as strings, as numbers or as times is not known\n\n  = help: `string($.limit)`, `number($.limit)`, `boolean($.limit)` or `timestamp($.limit)` says it",
        ));
    }
    let is_bool = cursor.is_ident("true") || cursor.is_ident("false");
    let is_text =
        matches!(cursor.peek(), Some(TokenTree::Literal(literal)) if string_of(literal).is_some());
    if cursor.is_ident("null") {
        return Err(cursor.error("nothing equals `null`; `$.path is null` asks whether it is"));
    }
    let node = super::value::literal(cursor)?;
    let family = match (is_bool, is_text) {
        (true, _) => "Boolean",
        (_, true) => "String",
        _ => "Numeric",
    };
    Ok((family, "", node))
}
