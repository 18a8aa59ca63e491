/// What kind of video one of the example is: how its titles are built, and how much such a video appeals.
///
/// A template's slots are written `{topic}`, `{other}` (another topic), `{tema}` (the topic in Portuguese), `{use}`,
/// `{uso}`, `{tool}`, `{job}`, `{person}`, `{event}`, `{contest}`, `{number}`, `{year}` and `{channel}`.
struct VideoForm {
  let weight: Int
  let appeal: Double
  let category: String
  let templates: [String]

  static let all: [VideoForm] = [
    .init(
      weight: 8, appeal: 2.4, category: technology,
      templates: [
        "{contest} Challenge: Solution Walkthrough by {person}", "{contest} Challenge Walkthrough: {topic}",
        "Solution Walkthrough #{number}: {contest} Challenge", "How We Placed {number}th in the {contest} Challenge",
      ]),
    .init(
      weight: 9, appeal: 2.0, category: technology,
      templates: [
        "Paper Reading Club: {topic} for {use}", "Paper Reading Club #{number}: {topic}",
        "Paper Reading: {topic} and {other} | {person}",
      ]),
    .init(
      weight: 9, appeal: 1.1, category: technology,
      templates: [
        "Live Coding: {topic} in {tool} (part {number})", "Live Coding Session {number}: {use}",
        "Code Along: {topic} from Scratch in {tool}",
      ]),
    .init(
      weight: 13, appeal: 0.3, category: technology,
      templates: [
        "{person} - {topic} for {use} | {event} {year}", "{event} {year}: {topic} at Scale - {person}",
        "{person}: What {topic} Taught Us about {use}", "{topic} for {use} | {person} | {event} {year}",
      ]),
    .init(
      weight: 10, appeal: 0.2, category: education,
      templates: [
        "Lecture {number}: {topic} and {other}", "Lecture {number} | {topic} | {channel}",
        "Seminar: {person} on {topic}",
      ]),
    .init(
      weight: 9, appeal: 0.0, category: education,
      templates: [
        "Aula {number} - {tema} na prática", "{tema} para {uso} | {channel}", "Curso de {tema}: aula {number}",
        "Bate-papo sobre {tema} com {person}", "{tema} com {tool}: {uso}",
      ]),
    .init(
      weight: 14, appeal: -0.8, category: education,
      templates: [
        "{topic} Tutorial for Beginners | Lesson {number} | {channel}", "Learn {topic} in {number} Minutes | {channel}",
        "Introduction to {topic} | {topic} Explained Simply", "{topic} in {tool} | {topic} Tutorial | {channel}",
      ]),
    .init(
      weight: 9, appeal: -1.8, category: education,
      templates: [
        "{topic} Certification Course | Full Training in {number} Hours | {channel}",
        "{topic} Training | {job} Certification | {channel}", "{topic} Course {year} | Enrol Today | {channel}",
      ]),
    .init(
      weight: 10, appeal: -1.5, category: people,
      templates: [
        "So You Want to Be a {job} in {year}", "{job} Salary and Skills in {year} | {channel}",
        "{number} {job} Interview Questions | {channel}", "My First {number} Months as a {job}",
        "A Day in the Life of a {job} | Vlog {number}",
      ]),
    .init(
      weight: 6, appeal: -1.0, category: technology,
      templates: [
        "{channel} Keynote {year}: The Future of {topic}", "Product Overview: {topic} for {use}",
        "Customer Story: {use} with {topic}",
      ]),
    .init(
      weight: 3, appeal: -0.6, category: "Entretenimento",
      templates: ["I Taught a Computer to Play Chess with {topic}", "{topic} Fails, Episode {number}"]),
  ]

  private static let technology = "Ciência e tecnologia"
  private static let education = "Educação"
  private static let people = "Pessoas e blogs"
}
