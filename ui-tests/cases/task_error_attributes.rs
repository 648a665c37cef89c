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

fn main() {}
