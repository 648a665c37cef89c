use stepwright::Shape;

#[derive(Shape)]
#[shape(opaq)]
struct Unknown {
    #[shape(opaque, as_type = "String")]
    a: u8,
}

#[derive(Shape)]
enum OnVariant {
    #[shape(as = "String")]
    A(u8),
    #[shape(crate = stepwright)]
    B(u8),
    #[shape(transparent)]
    C(u8),
    D(#[shape(crate = stepwright)] u8),
}

#[derive(Shape)]
union Bits {
    a: u32,
    b: u32,
}

#[derive(Shape)]
struct Both {
    #[shape(opaque, as = "String")]
    a: u8,
    #[shape(as = "not a type")]
    b: u8,
    #[shape(as = NotAString)]
    c: u8,
}

#[derive(Shape)]
#[shape]
struct NoOptions;

fn main() {}
