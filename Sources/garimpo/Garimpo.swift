import GarimpoCLI

@main
enum Main {
  static func main() { Program.main() }
}
