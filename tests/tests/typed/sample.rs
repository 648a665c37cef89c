//! `input: sample(..)`: the type `Input`, made of documents that the execution may get.

use std::convert::Infallible;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use stepwright::shape::{Node, Shape};
use stepwright::{Value, include_workflow};

include_workflow! {
    /// Its input is made of three samples.
    mod order = "workflows/sample.asl.json",
    input: sample(
        "workflows/samples/order.json",
        "workflows/samples/gift-order.json",
        "workflows/samples/old-order.json",
    ),
}

const ORDERS: [&str; 3] = [
    include_str!("../../workflows/samples/order.json"),
    include_str!("../../workflows/samples/gift-order.json"),
    include_str!("../../workflows/samples/old-order.json"),
];

struct Shop;

// The types of the input's parts are the handlers' too.
#[stepwright::handlers(order)]
impl Shop {
    async fn greet(&self, customer: order::InputCustomer) -> Result<String, Infallible> {
        let phone = customer.phone.map(|phone| phone.country);
        Ok(format!("Hello {} {phone:?}", customer.name))
    }

    async fn weigh(&self, line: order::InputLinesItem) -> Result<f64, Infallible> {
        #[allow(clippy::cast_precision_loss, reason = "nobody orders so many")]
        let count = line.count as f64;
        Ok(count * line.weight)
    }
}

fn order() -> order::Input {
    order::Input {
        order_id: "o-19".to_owned(),
        customer: order::InputCustomer {
            id: "c-19".to_owned(),
            name: "Edsger".to_owned(),
            vip: false,
            phone: Some(order::InputCustomerPhone {
                country: 31,
                number: 1,
            }),
        },
        lines: vec![order::InputLinesItem {
            sku: "C-3".to_owned(),
            count: 3,
            weight: 0.25,
            gift: None,
        }],
        labels: stepwright::value::Map::new(),
        balance: 0,
        coupon: None,
        source: None,
    }
}

#[tokio::test]
async fn an_input_built_by_hand_runs() {
    let workflow = order::Workflow::new(Shop);
    let output: Value = workflow.run(order()).await.unwrap();
    assert_eq!(
        output.get("greeting"),
        Some(&Value::from("Hello Edsger Some(31)"))
    );
    assert_eq!(
        output.get("weights"),
        Some(&[0.75].map(Value::from).into_iter().collect())
    );
    assert_eq!(output.get("orderId"), Some(&Value::from("o-19")));
}

#[tokio::test]
async fn what_is_left_out_is_not_there_and_null_is() {
    let workflow = order::Workflow::new(Shop);
    for (coupon, given) in [
        (None, None),
        (Some(None), Some("{\"given\":null}")),
        (
            Some(Some("SPRING".to_owned())),
            Some("{\"given\":\"SPRING\"}"),
        ),
    ] {
        let input = order::Input { coupon, ..order() };
        let output: Value = workflow.run(input).await.unwrap();
        let coupon = output.get("coupon").map(ToString::to_string);
        assert_eq!(coupon.as_deref(), given);
    }
}

#[test]
fn samples_are_read_and_written_as_they_are() {
    for text in ORDERS {
        as_it_is::<order::Input>(text);
    }
    as_it_is::<hostile::Input>(HOSTILE);
    as_it_is::<colours::Input>(include_str!("../../workflows/samples/colours.json"));
    as_it_is::<alarm::Input>("null");
    as_it_is::<alarm::Input>(include_str!("../../workflows/samples/alarm.json"));
}

/// Through text, and as a document of a workflow.
fn as_it_is<T: DeserializeOwned + serde::Serialize + PartialEq + 'static>(text: &str) {
    let json: Json = serde_json::from_str(text).unwrap();
    let typed: T = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_value(&typed).unwrap(), json);
    let document: T = Value::from(json.clone()).take().unwrap();
    assert!(document == typed);
    assert_eq!(Json::from(Value::of(&typed).unwrap()), json);
}

#[test]
fn other_fields_are_ignored_and_a_mistake_says_where_it_is() {
    let mut json: Json = serde_json::from_str(ORDERS[1]).unwrap();
    json["more"] = Json::from(3);
    json["customer"]["more"] = Json::Null;
    assert!(order::Input::deserialize(&json).is_ok());
    json["customer"]["phone"]["country"] = Json::from("1");
    let error = order::Input::deserialize(&json).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`customer`: `phone`: `country`: invalid type: string \"1\", expected i64"
    );
    json.as_object_mut().unwrap().remove("orderId");
    let error = order::Input::deserialize(&json).unwrap_err();
    assert_eq!(error.to_string(), "missing field `orderId`");
}

#[test]
fn the_shape_is_that_of_the_samples() {
    for text in ORDERS {
        let json: Json = serde_json::from_str(text).unwrap();
        for way in [Way::Gives, Way::Takes] {
            fits(&json, order::Input::SHAPE, way).unwrap();
        }
    }
    fits(
        &serde_json::from_str(HOSTILE).unwrap(),
        hostile::Input::SHAPE,
        Way::Gives,
    )
    .unwrap();

    // `None` is left out; `null` is taken for it, but never given.
    let mut json: Json = serde_json::from_str(ORDERS[0]).unwrap();
    json["lines"][0]["gift"] = Json::Null;
    fits(&json, order::Input::SHAPE, Way::Takes).unwrap();
    assert!(order::Input::deserialize(&json).is_ok());
    let error = fits(&json, order::Input::SHAPE, Way::Gives).unwrap_err();
    assert_eq!(error, "lines: gift: null is not an object");
    // What may be `null` may be missing in what is taken, but not in what is given.
    json["lines"][0].as_object_mut().unwrap().remove("gift");
    json["customer"].as_object_mut().unwrap().remove("phone");
    fits(&json, order::Input::SHAPE, Way::Takes).unwrap();
    assert!(order::Input::deserialize(&json).is_ok());
    let error = fits(&json, order::Input::SHAPE, Way::Gives).unwrap_err();
    assert_eq!(error, "customer: phone is missing");
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Gives,
    Takes,
}

/// Whether a value is one that a type of that shape gives or takes, and else why not.
fn fits(json: &Json, node: &Node, way: Way) -> Result<(), String> {
    let is = |fits: bool, what: &str| {
        let no = || format!("{json} is not {what}");
        if fits { Ok(()) } else { Err(no()) }
    };
    match node {
        Node::Any => Ok(()),
        Node::Null => is(json.is_null(), "null"),
        Node::Bool => is(json.is_boolean(), "a flag"),
        Node::Float => is(json.is_number(), "a number"),
        Node::Text(_) => is(json.is_string(), "a string"),
        Node::Integer(least, most) => {
            let number = json.as_number().and_then(serde_json::Number::as_i128);
            is(
                number.is_some_and(|number| (*least..=*most).contains(&number)),
                "a whole number",
            )
        }
        Node::List(item) => {
            is(json.is_array(), "a list")?;
            let mut items = json.as_array().into_iter().flatten();
            items.try_for_each(|value| fits(value, item, way))
        }
        Node::Map(value) => {
            is(json.is_object(), "an object")?;
            let mut values = json
                .as_object()
                .into_iter()
                .flat_map(|object| object.values());
            values.try_for_each(|field| fits(field, value, way))
        }
        Node::Split { gives, takes } => {
            fits(json, if way == Way::Gives { gives } else { takes }, way)
        }
        Node::OneOf(one) => {
            let mut nodes = one
                .variants
                .iter()
                .map(|variant| fits(json, variant.node, way));
            nodes
                .find(Result::is_ok)
                .unwrap_or_else(|| is(false, "any of them"))
        }
        Node::Struct(known) => {
            is(json.is_object(), "an object")?;
            for field in known.fields {
                let (names, missing) = match way {
                    Way::Gives => (field.gives.as_slice(), field.may_be_left_out),
                    Way::Takes => (field.takes, field.may_be_missing),
                };
                match names.iter().find_map(|name| json.get(name)) {
                    Some(value) => fits(value, field.node, way)
                        .map_err(|why| format!("{}: {why}", names[0]))?,
                    None if missing => {}
                    None => return Err(format!("{} is missing", names[0])),
                }
            }
            Ok(())
        }
        other => Err(format!("no sample has {other:?}")),
    }
}

include_workflow! {
    mod hostile = "workflows/sample.asl.json",
    input: sample("workflows/samples/hostile.json"),
    output: Value,
    // The workflow is not for such inputs, which is found.
    allow: { all },
}

const HOSTILE: &str = include_str!("../../workflows/samples/hostile.json");

#[test]
fn whatever_the_keys_each_field_has_a_name() {
    let input: hostile::Input = serde_json::from_str(HOSTILE).unwrap();
    assert_eq!(
        (input.empty, input.underscore, input.dash, input.question),
        (1, 2, 3, 4)
    );
    assert_eq!(
        (input._1st, input.super_, input.crate_, input.r#gen),
        (5, 8, 9, 12)
    );
    assert_eq!((input.r#type, input.Type), (10, 11));
    assert_eq!(input.self_.crate_ + input.Self_.crate_, 6 + 7);
    let order_ids: [i64; 4] = [
        input.order_id.a,
        input.orderId.a,
        input.order_dash_id.a,
        input.order_space_id.a,
    ];
    assert_eq!(order_ids, [13, 14, 15, 16]);
    let _: &hostile::InputLines_Item = &input.lines[0];
    let _: hostile::Input_linesItem = input.linesItem;
    let _: hostile::Input_lines_item = input.lines_item;
}

include_workflow! {
    mod colours = "workflows/sample.asl.json",
    input: sample("workflows/samples/colours.json"),
    // The workflow is not for such inputs, which is found.
    allow: { all },
}

include_workflow! {
    mod alarm = "workflows/sample.asl.json",
    input: sample("workflows/samples/nothing.json", "workflows/samples/alarm.json"),
    // The workflow is not for such inputs, which is found.
    allow: { all },
}

#[test]
fn an_input_that_is_no_object_is_another_name() {
    let colours: colours::Input = vec![vec!["blue".to_owned()]];
    assert_eq!(colours.len(), 1);
    let alarm: alarm::Input = Some(alarm::InputObject {
        at: vec![alarm::InputObjectAtItem { hour: 7 }],
        off: true,
    });
    assert!(alarm.is_some());
}

/// Where the module stands in a function, no path leads to what is around it.
#[tokio::test]
async fn samples_and_types_go_together() {
    #[derive(Deserialize)]
    struct Weighed {
        weights: Vec<f64>,
    }

    include_workflow! {
        mod weighing = "workflows/sample.asl.json",
        input: sample("workflows/samples/order.json"),
        output: Weighed,
    }

    struct Scales;

    #[stepwright::handlers(weighing)]
    impl Scales {
        async fn greet(&self) -> Result<(), Infallible> {
            Ok(())
        }

        async fn weigh(&self, line: weighing::InputLinesItem) -> Result<f64, Infallible> {
            Ok(line.weight)
        }
    }

    let input: weighing::Input = serde_json::from_str(ORDERS[0]).unwrap();
    let workflow = weighing::Workflow::new(Scales);
    let weighed: Weighed = workflow.run(input).await.unwrap();
    assert_eq!(weighed.weights, [0.5, 12.25]);
}
