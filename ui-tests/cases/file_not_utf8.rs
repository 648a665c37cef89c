stepwright::include_workflow!("file_not_utf8.asl.json");

fn main() {
    let _ = file_not_utf8::ASL;
}
