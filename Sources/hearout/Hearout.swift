import ArgumentParser
import Doors

/// The command line.
@main
struct Hearout: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hearout", version: Version.text,
    subcommands: [
      CallCommand.self, RehearseCommand.self, ReportCommand.self, DrillCommand.self, ScenarioCommand.self,
      AnalyzeCommand.self, CheckCommand.self,
      PhrasebookCommand.self, CasesCommand.self,
      FollowUpsCommand.self,
      HandbookCommand.self,
      DoctorCommand.self, LearnCommand.self, BenchmarkCommand.self,
    ])

  @OptionGroup var shared: SharedOptions

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let asked = HelpRequest(arguments) {
      exit(withError: ExitCode(asked.answer().rawValue))
    }
    do {
      if let start = PlainStart(arguments) { return try start.run() }
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch let failure as Failure {
      exit(withError: ExitCode(failure.tell().rawValue))
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      exit(withError: ExitCode(UsageTrouble(arguments).failure().tell().rawValue))
    }
  }

  func run() throws { try HomeScreen(Desk(shared.choices, isConversation: true)).run() }
}

/// Options that every command has.
struct SharedOptions: ParsableArguments {
  @Option(name: .long) var phrasebook: [String] = []
  @Option(name: .long) var lang: String?
  @ArgumentParser.Flag(name: .long) var plain = false

  var choices: DeskChoices { DeskChoices(overlays: phrasebook, language: lang, isPlain: plain) }
}
