/// What a video of the example is about, and how much that appeals to the person who labelled it.
struct VideoTopic {
  let name: String
  let portuguese: String
  let appeal: Double

  init(_ name: String, _ portuguese: String, _ appeal: Double) {
    self.name = name
    self.portuguese = portuguese
    self.appeal = appeal
  }

  static let all: [VideoTopic] = [
    .init("Gradient Boosting", "Boosting de Árvores", 0.9),
    .init("Feature Engineering", "Engenharia de Atributos", 1.0),
    .init("Time Series", "Séries Temporais", 0.6),
    .init("Ranking", "Ordenação por Relevância", 0.7),
    .init("Calibration", "Calibração de Modelos", 0.6),
    .init("Active Learning", "Aprendizado Ativo", 0.8),
    .init("Bayesian Inference", "Inferência Bayesiana", 0.4),
    .init("Causal Inference", "Inferência Causal", 0.5),
    .init("Text Mining", "Mineração de Textos", 0.3),
    .init("Recommender Systems", "Sistemas de Recomendação", 0.6),
    .init("Imbalanced Data", "Dados Desbalanceados", 0.5),
    .init("Satellite Images", "Imagens de Satélite", 0.2),
    .init("Neural Networks", "Redes Neurais", 0.0),
    .init("Reinforcement Learning", "Aprendizado por Reforço", 0.1),
    .init("Computer Vision", "Visão Computacional", 0.0),
    .init("Data Cleaning", "Limpeza de Dados", -0.1),
    .init("Linear Regression", "Regressão Linear", -0.4),
    .init("Machine Learning", "Machine Learning", -0.3),
    .init("Data Science", "Ciência de Dados", -0.5),
    .init("Big Data", "Big Data", -0.8),
    .init("Artificial Intelligence", "Inteligência Artificial", -0.8),
    .init("Spreadsheets", "Planilhas", -0.6),
    .init("Dashboards", "Painéis", -0.6),
    .init("Cloud Computing", "Computação em Nuvem", -0.7),
  ]
}
