#[derive(Debug, stepwright::TaskError)]
enum Reserved {
    #[task_error(name = "States.Timeout")]
    Late,
}

#[derive(Debug, stepwright::TaskError)]
enum Unknown {
    #[task_error(nmae = "Late")]
    Late,
}

#[derive(Debug, stepwright::TaskError)]
#[task_error(name = "Late")]
enum OnEnum {
    Late,
}

#[derive(stepwright::TaskError)]
union Bits {
    a: u32,
    b: u32,
}

#[derive(Debug, stepwright::TaskError)]
enum Empty {
    #[task_error(name = "")]
    Late,
}

#[derive(Debug, stepwright::TaskError)]
enum OnVariant {
    #[task_error(crate = stepwright)]
    Late,
}

fn main() {}
