/// What is wrong with a file, from where its path is not known; ``ProjectFile`` adds it.
struct StoreProblem: Error {
  let problem: StoreError.Problem

  init(_ problem: StoreError.Problem) { self.problem = problem }
}
