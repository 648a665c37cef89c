// Generated from `sampled.asl.json`; see `tests/golden.rs`.

/// An order whose type is made of samples
///
/// Compiled from `sampled.asl.json`.
///
/// | state | type | then |
/// |---|---|---|
/// | Pay | Task | Paid |
/// | Paid | Succeed | succeeds |
#[allow(
    dead_code,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    reason = "generated; what a workflow does not use is not a mistake"
)]
pub mod sampled {
    /// The definition, with the substitutions of the invocation made.
    pub const ASL: &str = "{\n  \"Comment\": \"An order whose type is made of samples\",\n  \"StartAt\": \"Pay\",\n  \"States\": {\n    \"Pay\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:eu-central-1:123456789012:function:pay\",\n      \"Next\": \"Paid\"\n    },\n    \"Paid\": { \"Type\": \"Succeed\" }\n  }\n}\n";
    /// The compiled form of the definition, which the hosts walk.
    pub static PROGRAM: ::stepwright::program::Program = {
        #[allow(unused_imports, reason = "not every workflow has every kind of state")]
        use ::core::option::Option::{None, Some};
        #[allow(unused_imports, reason = "as above")]
        use ::stepwright::program::{
            Call, Catcher, Choice, Comparator, Condition, Count, CsvHeaders, Expression,
            ExpressionRoot, ExpressionStep, Fail, Family, Filter, FilterValue, Form,
            InputType, Integration, Intrinsic, ItemBatcher, ItemReader, Kind, Literal,
            Map, MapMode, Operand, Path, PathFunction, Pattern, Percentage, Program,
            Property, QueryLanguage, Region, Relation, ResultPath, ResultWriter, Retrier,
            Root, Rule, Select, State, Step, Task, Template, Transformation, Wait,
        };
        static STATES: [State; 2] = [
            State {
                name: "Pay",
                line: 5,
                kind: Kind::Task(Task {
                    handler: 0,
                    resource: "arn:aws:lambda:eu-central-1:123456789012:function:pay",
                    integration: Integration::Function,
                    ..Task::NEW
                }),
                next: Some(1),
                ..State::NEW
            },
            State {
                name: "Paid",
                line: 10,
                kind: Kind::Succeed,
                ..State::NEW
            },
        ];
        Program {
            name: "sampled",
            comment: "An order whose type is made of samples",
            file: "sampled.asl.json",
            definition: ASL,
            timeout_seconds: None,
            reads_context: false,
            regions: &[Region { start: 0, owner: None }],
            states: &STATES,
        }
    };
    /// The states and transitions as data.
    pub const GRAPH: ::stepwright::graph::Graph = ::stepwright::graph::Graph::new(
        &PROGRAM,
    );
    /// What is proven of the workflow while it compiles, and what is not.
    ///
    /// What rests on the handlers' types is open here, where nobody knows them: `Workflow::<H>::PROOF` does.
    pub const PROOF: ::stepwright::proof::Proof = {
        #[allow(
            unused_imports,
            reason = "not every workflow has every kind of obligation"
        )]
        use ::core::primitive::{u32, usize};
        #[allow(unused_imports, reason = "as above")]
        use ::stepwright::proof::made::*;
        static FACTS_0_1: [[Fact; 1]; 2] = [[Fact::Of(Kinds(32))], [Fact::Of(Kinds(2))]];
        const fn facts_0_1(at: usize) -> &'static [Fact] {
            &FACTS_0_1[at]
        }
        static FACTS_0_3: [[Fact; 3]; 1] = [
            [Fact::Of(Kinds(4)), Fact::Of(Kinds(4)), Fact::Of(Kinds(1))],
        ];
        const fn facts_0_3(at: usize) -> &'static [Fact] {
            &FACTS_0_3[at]
        }
        static FACTS_1_1: [[Fact; 1]; 2] = [
            [Fact::Tuple(facts_0_3(0))],
            [object(fields_0_1(1))],
        ];
        const fn facts_1_1(at: usize) -> &'static [Fact] {
            &FACTS_1_1[at]
        }
        static FACTS_1_2: [[Fact; 2]; 1] = [[Fact::Of(Kinds(1)), object(fields_0_1(0))]];
        const fn facts_1_2(at: usize) -> &'static [Fact] {
            &FACTS_1_2[at]
        }
        static FACTS_2_1: [[Fact; 1]; 1] = [[object(fields_1_5(0))]];
        const fn facts_2_1(at: usize) -> &'static [Fact] {
            &FACTS_2_1[at]
        }
        static FIELDS_0_1: [[(Str, Fact); 1]; 2] = [
            [("code", Fact::Of(Kinds(32)))],
            [("count", Fact::Of(Kinds(4)))],
        ];
        const fn fields_0_1(at: usize) -> &'static [(Str, Fact)] {
            &FIELDS_0_1[at]
        }
        static FIELDS_1_4: [[(Str, Fact); 4]; 1] = [
            [
                ("age", Fact::Of(Kinds(5))),
                ("id", Fact::Of(Kinds(32))),
                ("type", Fact::Of(Kinds(32))),
                ("vat number", Fact::Maybe(&facts_0_1(0)[0])),
            ],
        ];
        const fn fields_1_4(at: usize) -> &'static [(Str, Fact)] {
            &FIELDS_1_4[at]
        }
        static FIELDS_1_5: [[(Str, Fact); 5]; 1] = [
            [
                ("count", Fact::Of(Kinds(4))),
                ("gift", Fact::Maybe(&facts_0_1(1)[0])),
                ("price", Fact::Of(Kinds(12))),
                ("sku", Fact::Of(Kinds(32))),
                ("tags", Fact::List(&facts_0_1(0)[0])),
            ],
        ];
        const fn fields_1_5(at: usize) -> &'static [(Str, Fact)] {
            &FIELDS_1_5[at]
        }
        static FIELDS_3_11: [[(Str, Fact); 11]; 1] = [
            [
                ("coupon", Fact::OneOf(facts_1_2(0))),
                ("customer", object(fields_1_4(0))),
                ("delta", Fact::Maybe(&facts_1_1(0)[0])),
                ("extra", Fact::Of(Kinds(36))),
                ("labels", object(&[])),
                ("lines", Fact::List(&facts_2_1(0)[0])),
                ("lines_item", Fact::Maybe(&facts_1_1(1)[0])),
                ("orderId", Fact::Of(Kinds(32))),
                ("order_id", Fact::Maybe(&facts_0_1(0)[0])),
                ("reference", Fact::Of(Kinds(4))),
                ("total", Fact::Of(Kinds(4))),
            ],
        ];
        const fn fields_3_11(at: usize) -> &'static [(Str, Fact)] {
            &FIELDS_3_11[at]
        }
        static TRAILS_1: [[Trail; 1]; 1] = [[(&[], "")]];
        static WAYS_1: [[Way; 1]; 1] = [ways_of_1(object(fields_3_11(0)), "", 0)];
        const fn ways_1(at: usize) -> &'static [Way] {
            &WAYS_1[at]
        }
        const fn ways_of_1(value: Fact, origin: Str, trails: usize) -> [Way; 1] {
            ways(value, origin, &TRAILS_1[trails])
        }
        static OBLIGATIONS: [Obligation; 1] = [
            by_types(0, 5, "its handler can take its input", 0),
        ];
        static CHECKS: [Check; 1] = [
            check(
                Goal::Input(0),
                ways_1(0),
                "state `Pay` gives its handler what it cannot take",
                "state `Pay` gives its handler what it cannot always take",
                " --> sampled.asl.json:5:5\n  |\n5 |     \"Pay\": {\n  |     ^^^^^ what the handler gets\n  |\n",
                "  = note: where it is meant, the invocation allows it: `allow: { handler_input: [\"Pay\"] }`",
                2,
            ),
        ];
        ::stepwright::proof::Proof {
            file: "sampled.asl.json",
            states: &["Pay", "Paid"],
            obligations: &OBLIGATIONS,
            checks: &CHECKS,
            types: ::stepwright::__private::types::<__Types>(&[]),
        }
    };
    /// The execution's input, as in `sampled.sample-1.json` and `sampled.sample-2.json`.
    #[allow(
        non_snake_case,
        reason = "where two names would be one, they are spelled apart"
    )]
    #[allow(
        clippy::derive_partial_eq_without_eq,
        reason = "not `Eq`, which another sample could take away"
    )]
    #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
    pub struct Input {
        /// From `sampled.sample-1.json`: `$.orderId`, such as `"o-17"`.
        pub orderId: ::stepwright::__private::String,
        /// From `sampled.sample-1.json`: `$.customer`.
        pub customer: InputCustomer,
        /// From `sampled.sample-1.json`: `$.lines`.
        pub lines: ::stepwright::__private::Vec<InputLines_Item>,
        /// From `sampled.sample-2.json`: `$.coupon`. `null` where it is `None`.
        pub coupon: ::core::option::Option<InputCoupon>,
        /// From `sampled.sample-1.json`: `$.total`, such as `39`.
        pub total: i64,
        /// From `sampled.sample-1.json`: `$.labels`.
        pub labels: ::stepwright::value::Map,
        /// From `sampled.sample-1.json`: `$.reference`, such as `18446744073709551615`.
        pub reference: u64,
        /// From `sampled.sample-1.json`: `$.extra`, such as `"anything"`.
        pub extra: ::stepwright::Value,
        /// From `sampled.sample-2.json`: `$.order_id`, such as `"old-18"`. Left out where it is `None`.
        pub order_id: ::core::option::Option<::stepwright::__private::String>,
        /// From `sampled.sample-2.json`: `$.lines_item`. Left out where it is `None`.
        pub lines_item: ::core::option::Option<Input_LinesItem>,
        /// From `sampled.sample-2.json`: `$.delta`, such as `[18446744073709551615, -1, null]`. Left out where it is `None`.
        pub delta: ::core::option::Option<
            ::stepwright::__private::Vec<::core::option::Option<i128>>,
        >,
    }
    #[automatically_derived]
    impl ::stepwright::__private::Serialize for Input {
        fn serialize<S: ::stepwright::__private::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let fields = 8 + self.order_id.is_some() as usize
                + self.lines_item.is_some() as usize + self.delta.is_some() as usize;
            let mut object = ::stepwright::__private::ObjectWriter::open(
                serializer,
                "Input",
                fields,
            )?;
            object.field("orderId", &self.orderId)?;
            object.field("customer", &self.customer)?;
            object.field("lines", &self.lines)?;
            object.field("coupon", &self.coupon)?;
            object.field("total", &self.total)?;
            object.field("labels", &self.labels)?;
            object.field("reference", &self.reference)?;
            object.field("extra", &self.extra)?;
            object.field_if_some("order_id", &self.order_id)?;
            object.field_if_some("lines_item", &self.lines_item)?;
            object.field_if_some("delta", &self.delta)?;
            object.close()
        }
    }
    #[automatically_derived]
    impl<'de> ::stepwright::__private::Deserialize<'de> for Input {
        fn deserialize<D: ::stepwright::__private::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            let mut object = ::stepwright::__private::ObjectReader::open(deserializer)?;
            ::core::result::Result::Ok(Input {
                orderId: object.field("orderId")?,
                customer: object.field("customer")?,
                lines: object.field("lines")?,
                coupon: object.field_or_none("coupon")?,
                total: object.field("total")?,
                labels: object.field("labels")?,
                reference: object.field("reference")?,
                extra: object.field("extra")?,
                order_id: object.field_or_none("order_id")?,
                lines_item: object.field_or_none("lines_item")?,
                delta: object.field_or_none("delta")?,
            })
        }
    }
    #[automatically_derived]
    impl ::stepwright::shape::Shape for Input {
        const SHAPE: &'static ::stepwright::shape::Node = {
            #[allow(
                unused_imports,
                reason = "not every document has every kind of value"
            )]
            use ::stepwright::__private::{NULL, field, some};
            #[allow(unused_imports, reason = "as above")]
            use ::stepwright::shape::{Field, Node, OneOf, Shape, Struct, Text};
            &Node::Struct(
                &Struct {
                    name: "Input",
                    fields: &[
                        field("orderId", &["orderId"], &Node::Text(Text::Any)),
                        field("customer", &["customer"], InputCustomer::SHAPE),
                        field("lines", &["lines"], &Node::List(InputLines_Item::SHAPE)),
                        Field {
                            may_be_missing: true,
                            ..field(
                                "coupon",
                                &["coupon"],
                                &Node::OneOf(
                                    &OneOf {
                                        name: "",
                                        variants: &[NULL, some(InputCoupon::SHAPE)],
                                    },
                                ),
                            )
                        },
                        field(
                            "total",
                            &["total"],
                            &Node::Integer(i64::MIN as i128, i64::MAX as i128),
                        ),
                        field("labels", &["labels"], &Node::Map(&Node::Any)),
                        field(
                            "reference",
                            &["reference"],
                            &Node::Integer(0, u64::MAX as i128),
                        ),
                        field("extra", &["extra"], &Node::Any),
                        Field {
                            may_be_left_out: true,
                            may_be_missing: true,
                            ..field(
                                "order_id",
                                &["order_id"],
                                &Node::Split {
                                    gives: &Node::Text(Text::Any),
                                    takes: &Node::OneOf(
                                        &OneOf {
                                            name: "",
                                            variants: &[NULL, some(&Node::Text(Text::Any))],
                                        },
                                    ),
                                },
                            )
                        },
                        Field {
                            may_be_left_out: true,
                            may_be_missing: true,
                            ..field(
                                "lines_item",
                                &["lines_item"],
                                &Node::Split {
                                    gives: Input_LinesItem::SHAPE,
                                    takes: &Node::OneOf(
                                        &OneOf {
                                            name: "",
                                            variants: &[NULL, some(Input_LinesItem::SHAPE)],
                                        },
                                    ),
                                },
                            )
                        },
                        Field {
                            may_be_left_out: true,
                            may_be_missing: true,
                            ..field(
                                "delta",
                                &["delta"],
                                &Node::Split {
                                    gives: &Node::List(
                                        &Node::OneOf(
                                            &OneOf {
                                                name: "",
                                                variants: &[
                                                    NULL,
                                                    some(&Node::Integer(i128::MIN, i128::MAX)),
                                                ],
                                            },
                                        ),
                                    ),
                                    takes: &Node::OneOf(
                                        &OneOf {
                                            name: "",
                                            variants: &[
                                                NULL,
                                                some(
                                                    &Node::List(
                                                        &Node::OneOf(
                                                            &OneOf {
                                                                name: "",
                                                                variants: &[
                                                                    NULL,
                                                                    some(&Node::Integer(i128::MIN, i128::MAX)),
                                                                ],
                                                            },
                                                        ),
                                                    ),
                                                ),
                                            ],
                                        },
                                    ),
                                },
                            )
                        },
                    ],
                    flattened: &[],
                    closed: false,
                },
            )
        };
    }
    /// From `sampled.sample-1.json`: `$.customer`.
    #[allow(
        clippy::derive_partial_eq_without_eq,
        reason = "not `Eq`, which another sample could take away"
    )]
    #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
    pub struct InputCustomer {
        /// From `sampled.sample-1.json`: `$.customer.id`, such as `"c-17"`.
        pub id: ::stepwright::__private::String,
        /// From `sampled.sample-1.json`: `$.customer.age`, such as `41`. `null` where it is `None`.
        pub age: ::core::option::Option<i64>,
        /// From `sampled.sample-1.json`: `$.customer.type`, such as `"private"`.
        pub r#type: ::stepwright::__private::String,
        /// From `sampled.sample-2.json`: `$.customer['vat number']`, such as `"DE1"`. Left out where it is `None`.
        pub vat_number: ::core::option::Option<::stepwright::__private::String>,
    }
    #[automatically_derived]
    impl ::stepwright::__private::Serialize for InputCustomer {
        fn serialize<S: ::stepwright::__private::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let fields = 3 + self.vat_number.is_some() as usize;
            let mut object = ::stepwright::__private::ObjectWriter::open(
                serializer,
                "InputCustomer",
                fields,
            )?;
            object.field("id", &self.id)?;
            object.field("age", &self.age)?;
            object.field("type", &self.r#type)?;
            object.field_if_some("vat number", &self.vat_number)?;
            object.close()
        }
    }
    #[automatically_derived]
    impl<'de> ::stepwright::__private::Deserialize<'de> for InputCustomer {
        fn deserialize<D: ::stepwright::__private::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            let mut object = ::stepwright::__private::ObjectReader::open(deserializer)?;
            ::core::result::Result::Ok(InputCustomer {
                id: object.field("id")?,
                age: object.field_or_none("age")?,
                r#type: object.field("type")?,
                vat_number: object.field_or_none("vat number")?,
            })
        }
    }
    #[automatically_derived]
    impl ::stepwright::shape::Shape for InputCustomer {
        const SHAPE: &'static ::stepwright::shape::Node = {
            #[allow(
                unused_imports,
                reason = "not every document has every kind of value"
            )]
            use ::stepwright::__private::{NULL, field, some};
            #[allow(unused_imports, reason = "as above")]
            use ::stepwright::shape::{Field, Node, OneOf, Shape, Struct, Text};
            &Node::Struct(
                &Struct {
                    name: "InputCustomer",
                    fields: &[
                        field("id", &["id"], &Node::Text(Text::Any)),
                        Field {
                            may_be_missing: true,
                            ..field(
                                "age",
                                &["age"],
                                &Node::OneOf(
                                    &OneOf {
                                        name: "",
                                        variants: &[
                                            NULL,
                                            some(&Node::Integer(i64::MIN as i128, i64::MAX as i128)),
                                        ],
                                    },
                                ),
                            )
                        },
                        field("type", &["type"], &Node::Text(Text::Any)),
                        Field {
                            may_be_left_out: true,
                            may_be_missing: true,
                            ..field(
                                "vat number",
                                &["vat number"],
                                &Node::Split {
                                    gives: &Node::Text(Text::Any),
                                    takes: &Node::OneOf(
                                        &OneOf {
                                            name: "",
                                            variants: &[NULL, some(&Node::Text(Text::Any))],
                                        },
                                    ),
                                },
                            )
                        },
                    ],
                    flattened: &[],
                    closed: false,
                },
            )
        };
    }
    /// From `sampled.sample-1.json`: `$.lines[*]`.
    #[allow(
        non_camel_case_types,
        reason = "where two names would be one, they are spelled apart"
    )]
    #[allow(
        clippy::derive_partial_eq_without_eq,
        reason = "not `Eq`, which another sample could take away"
    )]
    #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
    pub struct InputLines_Item {
        /// From `sampled.sample-1.json`: `$.lines[*].sku`, such as `"A-1"`.
        pub sku: ::stepwright::__private::String,
        /// From `sampled.sample-1.json`: `$.lines[*].count`, such as `2`.
        pub count: i64,
        /// From `sampled.sample-1.json`: `$.lines[*].price`, such as `9.5`.
        pub price: f64,
        /// From `sampled.sample-1.json`: `$.lines[*].tags`, such as `["new", "red"]`.
        pub tags: ::stepwright::__private::Vec<::stepwright::__private::String>,
        /// From `sampled.sample-1.json`: `$.lines[*].gift`, such as `true`. Left out where it is `None`.
        pub gift: ::core::option::Option<bool>,
    }
    #[automatically_derived]
    impl ::stepwright::__private::Serialize for InputLines_Item {
        fn serialize<S: ::stepwright::__private::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let fields = 4 + self.gift.is_some() as usize;
            let mut object = ::stepwright::__private::ObjectWriter::open(
                serializer,
                "InputLines_Item",
                fields,
            )?;
            object.field("sku", &self.sku)?;
            object.field("count", &self.count)?;
            object.field("price", &self.price)?;
            object.field("tags", &self.tags)?;
            object.field_if_some("gift", &self.gift)?;
            object.close()
        }
    }
    #[automatically_derived]
    impl<'de> ::stepwright::__private::Deserialize<'de> for InputLines_Item {
        fn deserialize<D: ::stepwright::__private::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            let mut object = ::stepwright::__private::ObjectReader::open(deserializer)?;
            ::core::result::Result::Ok(InputLines_Item {
                sku: object.field("sku")?,
                count: object.field("count")?,
                price: object.field("price")?,
                tags: object.field("tags")?,
                gift: object.field_or_none("gift")?,
            })
        }
    }
    #[automatically_derived]
    impl ::stepwright::shape::Shape for InputLines_Item {
        const SHAPE: &'static ::stepwright::shape::Node = {
            #[allow(
                unused_imports,
                reason = "not every document has every kind of value"
            )]
            use ::stepwright::__private::{NULL, field, some};
            #[allow(unused_imports, reason = "as above")]
            use ::stepwright::shape::{Field, Node, OneOf, Shape, Struct, Text};
            &Node::Struct(
                &Struct {
                    name: "InputLines_Item",
                    fields: &[
                        field("sku", &["sku"], &Node::Text(Text::Any)),
                        field(
                            "count",
                            &["count"],
                            &Node::Integer(i64::MIN as i128, i64::MAX as i128),
                        ),
                        field("price", &["price"], &Node::Float),
                        field("tags", &["tags"], &Node::List(&Node::Text(Text::Any))),
                        Field {
                            may_be_left_out: true,
                            may_be_missing: true,
                            ..field(
                                "gift",
                                &["gift"],
                                &Node::Split {
                                    gives: &Node::Bool,
                                    takes: &Node::OneOf(
                                        &OneOf {
                                            name: "",
                                            variants: &[NULL, some(&Node::Bool)],
                                        },
                                    ),
                                },
                            )
                        },
                    ],
                    flattened: &[],
                    closed: false,
                },
            )
        };
    }
    /// From `sampled.sample-2.json`: `$.coupon`.
    #[allow(
        clippy::derive_partial_eq_without_eq,
        reason = "not `Eq`, which another sample could take away"
    )]
    #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
    pub struct InputCoupon {
        /// From `sampled.sample-2.json`: `$.coupon.code`, such as `"SPRING"`.
        pub code: ::stepwright::__private::String,
    }
    #[automatically_derived]
    impl ::stepwright::__private::Serialize for InputCoupon {
        fn serialize<S: ::stepwright::__private::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let fields = 1;
            let mut object = ::stepwright::__private::ObjectWriter::open(
                serializer,
                "InputCoupon",
                fields,
            )?;
            object.field("code", &self.code)?;
            object.close()
        }
    }
    #[automatically_derived]
    impl<'de> ::stepwright::__private::Deserialize<'de> for InputCoupon {
        fn deserialize<D: ::stepwright::__private::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            let mut object = ::stepwright::__private::ObjectReader::open(deserializer)?;
            ::core::result::Result::Ok(InputCoupon {
                code: object.field("code")?,
            })
        }
    }
    #[automatically_derived]
    impl ::stepwright::shape::Shape for InputCoupon {
        const SHAPE: &'static ::stepwright::shape::Node = {
            #[allow(
                unused_imports,
                reason = "not every document has every kind of value"
            )]
            use ::stepwright::__private::{NULL, field, some};
            #[allow(unused_imports, reason = "as above")]
            use ::stepwright::shape::{Field, Node, OneOf, Shape, Struct, Text};
            &Node::Struct(
                &Struct {
                    name: "InputCoupon",
                    fields: &[field("code", &["code"], &Node::Text(Text::Any))],
                    flattened: &[],
                    closed: false,
                },
            )
        };
    }
    /// From `sampled.sample-2.json`: `$.lines_item`.
    #[allow(
        non_camel_case_types,
        reason = "where two names would be one, they are spelled apart"
    )]
    #[allow(
        clippy::derive_partial_eq_without_eq,
        reason = "not `Eq`, which another sample could take away"
    )]
    #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
    pub struct Input_LinesItem {
        /// From `sampled.sample-2.json`: `$.lines_item.count`, such as `3`.
        pub count: i64,
    }
    #[automatically_derived]
    impl ::stepwright::__private::Serialize for Input_LinesItem {
        fn serialize<S: ::stepwright::__private::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let fields = 1;
            let mut object = ::stepwright::__private::ObjectWriter::open(
                serializer,
                "Input_LinesItem",
                fields,
            )?;
            object.field("count", &self.count)?;
            object.close()
        }
    }
    #[automatically_derived]
    impl<'de> ::stepwright::__private::Deserialize<'de> for Input_LinesItem {
        fn deserialize<D: ::stepwright::__private::Deserializer<'de>>(
            deserializer: D,
        ) -> ::core::result::Result<Self, D::Error> {
            let mut object = ::stepwright::__private::ObjectReader::open(deserializer)?;
            ::core::result::Result::Ok(Input_LinesItem {
                count: object.field("count")?,
            })
        }
    }
    #[automatically_derived]
    impl ::stepwright::shape::Shape for Input_LinesItem {
        const SHAPE: &'static ::stepwright::shape::Node = {
            #[allow(
                unused_imports,
                reason = "not every document has every kind of value"
            )]
            use ::stepwright::__private::{NULL, field, some};
            #[allow(unused_imports, reason = "as above")]
            use ::stepwright::shape::{Field, Node, OneOf, Shape, Struct, Text};
            &Node::Struct(
                &Struct {
                    name: "Input_LinesItem",
                    fields: &[
                        field(
                            "count",
                            &["count"],
                            &Node::Integer(i64::MIN as i128, i64::MAX as i128),
                        ),
                    ],
                    flattened: &[],
                    closed: false,
                },
            )
        };
    }
    /// Where an execution stands: the states of the workflow.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::fmt::Debug,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    pub enum State {
        /// "Pay": a Task state, at sampled.asl.json:5.
        Pay,
        /// "Paid": a Succeed state, at sampled.asl.json:10.
        Paid,
    }
    impl State {
        /// All states, in the order they are written.
        pub const ALL: &'static [State] = &[State::Pay, State::Paid];
        /// The state's name in the definition.
        pub const fn name(self) -> &'static str {
            PROGRAM.states[self as usize].name
        }
        /// The state's `Type`.
        pub const fn kind(self) -> &'static str {
            PROGRAM.states[self as usize].kind.name()
        }
        /// The state of that name in the definition.
        pub fn from_name(name: &str) -> ::core::option::Option<State> {
            let id = ::stepwright::__private::state_named(&PROGRAM, name)?;
            State::ALL.get(id).copied()
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for State {
        fn fmt(
            &self,
            formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            formatter.write_str(self.name())
        }
    }
    #[automatically_derived]
    impl ::stepwright::StateEnum for State {
        const PROGRAM: &'static ::stepwright::program::Program = &PROGRAM;
        const ALL: &'static [State] = State::ALL;
        const NEXT: &'static [&'static [State]] = &[&[State::Paid], &[]];
    }
    /// A type per state, with its name, kind and successors, and for a Task what its handler takes and gives.
    pub mod states {
        /// "Pay": a Task state, at sampled.asl.json:5.
        pub enum Pay {}
        #[automatically_derived]
        impl ::stepwright::StateType for Pay {
            type State = super::State;
            const INDEX: usize = 0;
        }
        /// "Paid": a Succeed state, at sampled.asl.json:10.
        pub enum Paid {}
        #[automatically_derived]
        impl ::stepwright::StateType for Paid {
            type State = super::State;
            const INDEX: usize = 1;
        }
    }
    /// The handlers of the workflow's Tasks, a method each; written with `#[stepwright::handlers]`.
    ///
    /// | handler | state | resource |
    /// |---|---|---|
    /// | `pay` | Pay | arn:aws:lambda:eu-central-1:123456789012:function:pay |
    pub trait Handlers: ::core::marker::Send + ::core::marker::Sync {
        #[doc(hidden)]
        const __TYPES: &'static [::stepwright::proof::TaskTypes] = &[];
        /// The handlers that run a Map whose iterations are their calls.
        #[doc(hidden)]
        const __MAPS: &'static [u32] = &[];
        /// Calls the handler of that number.
        #[doc(hidden)]
        fn __call<'a>(
            &'a self,
            handler: u32,
            input: ::stepwright::__private::CallInput<'a>,
            context: &'a ::stepwright::TaskContext,
        ) -> ::stepwright::BoxFuture<
            'a,
            ::core::result::Result<::stepwright::Value, ::stepwright::TaskFailure>,
        >;
    }
    #[doc(hidden)]
    #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
    pub struct __Types;
    #[automatically_derived]
    impl ::stepwright::__private::Declared for __Types {}
    #[doc(hidden)]
    pub use ::stepwright::__private as __stepwright;
    #[doc(hidden)]
    #[allow(
        unused_macros,
        reason = "a workflow whose handlers are written by hand does not call it"
    )]
    #[macro_export]
    macro_rules! __stepwright_handlers_sampled {
        (($($path:tt)*) $($item:tt)*) => {
            $($path)* ::__stepwright::handlers_of! { ($($path)*)
            "sampled.asl.json"[("Pay", 5, 5, pay, Pay)] [(0 input 0)] [] $($item)* }
        };
    }
    #[doc(hidden)]
    #[allow(unused_imports, reason = "as above")]
    pub use __stepwright_handlers_sampled as __handlers;
    /// The workflow with its handlers, ready to run any number of executions.
    #[derive(::core::fmt::Debug)]
    pub struct Workflow<H> {
        handlers: H,
        host: ::stepwright::InMemory,
        options: ::stepwright::__private::Arc<::stepwright::ExecutionOptions>,
    }
    impl<H: Handlers> Workflow<H> {
        /// What is proven of the workflow with these handlers' types, and what is not.
        pub const PROOF: ::stepwright::proof::Proof = ::stepwright::proof::Proof {
            types: ::stepwright::__private::types::<__Types>(H::__TYPES),
            ..PROOF
        };
        /// A workflow whose executions run in memory.
        pub fn new(handlers: H) -> Self {
            Workflow {
                handlers,
                host: ::stepwright::InMemory::new(),
                options: ::core::default::Default::default(),
            }
        }
        /// The same on a host with settings of its own.
        #[must_use]
        pub fn on(mut self, host: ::stepwright::InMemory) -> Self {
            self.host = host;
            self
        }
        /// The same with names and limits of its own for every execution.
        #[must_use]
        pub fn with_options(mut self, options: ::stepwright::ExecutionOptions) -> Self {
            self.options = ::stepwright::__private::Arc::new(options);
            self
        }
        /// The handlers.
        pub fn handlers(&self) -> &H {
            &self.handlers
        }
        /// The handle through which Tasks that wait for a token are answered.
        pub fn task_tokens(&self) -> ::stepwright::TaskTokens {
            self.host.task_tokens()
        }
        /// Runs one execution, from its input to its output.
        ///
        /// # Errors
        ///
        /// When the execution fails or times out: the error's name and cause as AWS gives them, and the state.
        pub async fn run(
            &self,
            input: Input,
        ) -> ::core::result::Result<::stepwright::Value, ::stepwright::ExecutionError> {
            let output = self
                .run_value(::stepwright::TaskOutput::into_document(input))
                .await?;
            ::stepwright::__private::output(&PROGRAM, output)
        }
        /// Runs one execution, from a JSON document to a JSON document.
        ///
        /// # Errors
        ///
        /// When the execution fails or times out: the error's name and cause as AWS gives them, and the state.
        pub async fn run_value(
            &self,
            input: impl ::core::convert::Into<::stepwright::Value>,
        ) -> ::core::result::Result<::stepwright::Value, ::stepwright::ExecutionError> {
            ::stepwright::__private::execute(
                    self,
                    &self.host,
                    &self.options,
                    ::core::convert::Into::into(input),
                )
                .await
        }
    }
    #[automatically_derived]
    impl<H: Handlers> ::stepwright::Machine for Workflow<H> {
        fn program(&self) -> &'static ::stepwright::program::Program {
            &PROGRAM
        }
        fn call<'a>(
            &'a self,
            handler: u32,
            input: ::stepwright::Value,
            context: &'a ::stepwright::TaskContext,
        ) -> ::stepwright::BoxFuture<
            'a,
            ::core::result::Result<::stepwright::Value, ::stepwright::TaskFailure>,
        > {
            H::__call(
                &self.handlers,
                handler,
                ::stepwright::__private::CallInput::Document(input),
                context,
            )
        }
        fn each<'a>(
            &'a self,
            handler: u32,
            each: ::stepwright::__private::Each<'a>,
        ) -> ::core::result::Result<
            ::stepwright::__private::Iterations<'a>,
            ::stepwright::__private::Each<'a>,
        > {
            ::stepwright::__private::run_map(
                H::__MAPS,
                handler,
                each,
                |input, context| { H::__call(&self.handlers, handler, input, context) },
            )
        }
    }
}
