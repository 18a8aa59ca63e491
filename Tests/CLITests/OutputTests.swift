import Foundation
import Testing

/// The files that a round writes, and what happens when they cannot be written.
struct OutputTests {
  static let round = ["round", "things.csv", "--recipe", "tiny.yaml"]

  @Test func `A round writes its files and says so`() throws {
    let world = try TinyWorld()
    let run = try ProgramRun(Self.round + ["--output", "batch.csv", "--report", "report.html"], in: world.folder)
    #expect(run.status == 0)
    #expect(run.errors == "", "no progress where there is no terminal")
    #expect(run.output.contains("batch.csv: 3 rows to label; fill the column y\n"))
    #expect(run.output.contains("report.html: the report, to open in a browser\n"))
    #expect(!run.output.contains("\u{1B}"), "no colour where there is no terminal")
    let batch = try world.read("batch.csv").split(separator: "\n")
    #expect(batch.first == "title,published,y,p,why,rank,inclusion_probability")
    #expect(batch.count == 4)
    #expect(try world.read("report.html").hasPrefix("<!DOCTYPE html>"))
    #expect(world.files == ["batch.csv", "report.html", "things.csv", "tiny.yaml"])
  }

  @Test(arguments: ["--output", "--report"]) func `A file that exists is kept unless --force is given`(
    _ option: String
  ) throws {
    let world = try TinyWorld()
    try world.write("kept", to: "there")
    let refused = try ProgramRun(Self.round + [option, "there"], in: world.folder)
    #expect(refused.status == 73)
    #expect(refused.errors == "Error: there: exists already; choose another name, or replace it with --force\n")
    #expect(try world.read("there") == "kept")
    let replaced = try ProgramRun(Self.round + [option, "there", "--force", "--quiet"], in: world.folder)
    #expect(replaced.status == 0)
    #expect(replaced.output + replaced.errors == "")
    #expect(try world.read("there") != "kept")
  }

  @Test func `What is wrong with a file is found before the table is read`() throws {
    let world = try TinyWorld()
    try world.write("kept", to: "there")
    let run = try world.run("round", "absent.csv", "--recipe", "tiny.yaml", "--report", "there")
    #expect(run.errors == "Error: there: exists already; choose another name, or replace it with --force\n")
    #expect(run.status == 73)
  }

  static let places: [(path: String, message: String)] = [
    (".", ".: is a directory; name a file in it"),
    ("no/such.csv", "no/such.csv: there is no directory no; create it first"),
    ("tiny.yaml/batch.csv", "tiny.yaml/batch.csv: there is no directory tiny.yaml; create it first"),
  ]

  @Test(arguments: places) func `A place where no file can be is refused`(_ path: String, _ message: String) throws {
    let world = try TinyWorld()
    let run = try ProgramRun(Self.round + ["--output", path], in: world.folder)
    #expect(run.errors == "Error: \(message)\n")
    #expect(run.status == 73)
  }

  @Test func `A device that is full is reported`() throws {
    let world = try TinyWorld()
    let run = try ProgramRun(Self.round + ["--output", "/dev/full", "--quiet"], in: world.folder)
    #expect(run.errors == "Error: /dev/full: the disk is full; make room, nothing was kept\n")
    #expect(run.status == 74)
  }

  @Test func `On a full disk nothing half-written stays, and what was there is still there`() throws {
    let world = try TinyWorld()
    let disk = world.folder.appending(path: "disk")
    try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
    let mount = try ProgramRun(shell: "mount -t tmpfs -o size=16k none disk", in: world.folder)
    guard mount.status == 0 else {
      print("SKIPPED: a full disk: a small file system cannot be mounted here: \(mount.errors)")
      return
    }
    defer { _ = try? ProgramRun(shell: "umount disk", in: world.folder) }
    try world.write("kept", to: "disk/batch.csv")
    // The report alone is larger than the disk; the batch would fit.
    let run = try ProgramRun(
      Self.round + ["--output", "disk/batch.csv", "--report", "disk/report.html", "--force"], in: world.folder)
    #expect(run.errors == "Error: disk/report.html: the disk is full; make room, nothing was kept\n")
    #expect(run.status == 74)
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["batch.csv"])
    #expect(try world.read("disk/batch.csv") == "kept")
  }

  @Test func `Standard output that is full is reported`() throws {
    let world = try TinyWorld()
    let run = try ProgramRun(shell: "garimpo round things.csv --recipe tiny.yaml > /dev/full", in: world.folder)
    #expect(run.errors == "Error: standard output: cannot be written: No space left on device\n")
    #expect(run.status == 74)
  }

  @Test func `A reader that has seen enough is no error`() throws {
    let world = try TinyWorld()
    for line in [
      "garimpo round things.csv --recipe tiny.yaml | true", "garimpo round things.csv --recipe tiny.yaml --json | true",
      "garimpo round things.csv --recipe tiny.yaml --quiet --output - | true", "garimpo example - --rows 20000 | true",
    ] {
      let run = try ProgramRun(shell: "\(line); echo ${PIPESTATUS[0]}", in: world.folder)
      #expect(run.output == "0\n")
      #expect(!run.errors.contains("Error"))
    }
  }

  @Test func `The batch goes to standard output when its name is a hyphen`() throws {
    let world = try TinyWorld()
    let run = try ProgramRun(Self.round + ["--output", "-"], in: world.folder)
    #expect(run.output.hasPrefix("title,published,y,p,why,rank,inclusion_probability\n"))
    #expect(run.errors.contains("standard output: 3 rows to label; fill the column y\n"))
  }

  @Test func `The table can come from standard input`() throws {
    let world = try TinyWorld()
    let run = try world.run("round", "-", "--recipe", "tiny.yaml", input: TinyWorld.table())
    #expect(run.output.hasPrefix("Read standard input\n"))
    #expect(run.status == 0)
  }

  @Test func `Quiet prints nothing`() throws {
    let world = try TinyWorld()
    let run = try ProgramRun(Self.round + ["-q"], in: world.folder)
    #expect(run.output + run.errors == "")
    #expect(run.status == 0)
  }

  @Test(arguments: ["INT": "130", "TERM": "143"]) func `A signal ends the work and leaves nothing half-written`(
    _ signal: String, _ status: String
  ) throws {
    let world = try TinyWorld()
    let run = try ProgramRun(
      shell: """
        set -m
        garimpo round things.csv --recipe tiny.yaml --trees 1000000 --output batch.csv & sleep 0.5
        kill -s \(signal) $!; wait $!; echo $?
        """, in: world.folder)
    #expect(run.output == "\(status)\n")
    #expect(world.files == ["things.csv", "tiny.yaml"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder.path).count == 2)
  }

  @Test func `A pool smaller than asked for is asked whole, and that is said`() throws {
    let world = try TinyWorld()
    let run = try ProgramRun(
      Self.round + ["--hard", "300", "--random", "50", "--output", "batch.csv"], in: world.folder)
    #expect(run.status == 0)
    #expect(run.output.contains("300 hard and 50 random were asked for: all 8 items that are left are asked"))
    #expect(try world.read("batch.csv").split(separator: "\n").count == 9)
  }
}
