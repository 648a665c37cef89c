use stepwright::Shape;

struct Unshaped;

const _: &stepwright::shape::Node = <Vec<Unshaped> as Shape>::SHAPE;

fn main() {}
