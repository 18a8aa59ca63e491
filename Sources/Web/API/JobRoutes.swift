import GarimpoProject
import Hummingbird

/// `GET /api/v1/jobs` and `POST /api/v1/jobs/{id}/cancel`: the long work of the server.
struct JobRoutes {
  let site: Site

  func add(to router: Router<WebContext>) {
    router.get("/api/v1/jobs") { _, _ in
      try Response.json(Jobs(jobs: await site.jobs.jobs))
    }
    router.post("/api/v1/jobs/{id}/cancel") { _, context in
      let text = try context.parameters.require("id")
      guard let id = Int(text) else {
        throw Problem.badParameter("id", found: text, expected: "the number of a job")
      }
      return try Response.json(try await site.jobs.cancel(id), status: .accepted)
    }
  }

  private struct Jobs: Encodable {
    var jobs: [Job]
  }
}
