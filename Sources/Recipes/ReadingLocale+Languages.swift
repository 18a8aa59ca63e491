// The words of each language. `M`, `b` and the like are given in lower case because cells are read so.
extension ReadingLocale {
  static func portuguese(_ name: String) -> ReadingLocale {
    ReadingLocale(
      name: name, group: ".", decimal: ",", dateOrder: .dayFirst,
      words: Words(
        multipliers: [
          ("mil|k", 1_000), ("mi|milhão|milhões|m", 1_000_000), ("bi|bilhão|bilhões|b", 1_000_000_000),
        ],
        none: "nenhuma|nenhum|sem",
        unitJoiners: "de",
        units: "visualizações|visualização|vistas|views|inscritos|inscrito|curtidas|curtida|gostei|comentários"
          + "|comentário|votos|voto|pontos|ponto|seguidores|seguidor|compartilhamentos|respostas|resposta"
          + "|assistindo|espectadores|avaliações|avaliação|downloads|resultados|itens|item|vídeos|vídeo",
        months: [
          "janeiro|jan", "fevereiro|fev", "março|marco|mar", "abril|abr", "maio|mai", "junho|jun", "julho|jul",
          "agosto|ago", "setembro|set", "outubro|out", "novembro|nov", "dezembro|dez",
        ],
        weekdays: "segunda-feira|segunda|seg|terça-feira|terça|ter|quarta-feira|quarta|qua|quinta-feira|quinta|qui"
          + "|sexta-feira|sexta|sex|sábado|sáb|domingo|dom",
        dateJoiners: "de",
        leads: [
          ("publicado em|publicada em|publicado|publicada|enviado em|lançado em|postado em", .published),
          (
            "transmitido ao vivo em|transmitido ao vivo|stream ao vivo realizado em|stream ao vivo realizado", .streamed
          ),
          ("estreou em|estreou|estreia em", .premiered),
          ("atualizado em|atualizado", .updated),
        ],
        agoBefore: "há|ha|faz", agoAfter: "atrás|atras", one: "um|uma",
        timeUnits: [
          ("segundos|segundo|seg|s", .second), ("minutos|minuto|min", .minute), ("horas|hora|h", .hour),
          ("dias|dia|d", .day), ("semanas|semana|sem", .week), ("meses|mês|mes", .month), ("anos|ano", .year),
        ],
        days: [("hoje", 0), ("ontem", 1), ("anteontem", 2)], now: "agora mesmo|agora|neste momento"))
  }

  static func english(_ name: String, dateOrder: DateOrder?) -> ReadingLocale {
    ReadingLocale(
      name: name, group: ",", decimal: ".", dateOrder: dateOrder,
      words: Words(
        multipliers: [
          ("k|thousand", 1_000), ("m|mn|million", 1_000_000), ("b|bn|billion", 1_000_000_000),
        ],
        none: "no",
        unitJoiners: "",
        units: "views|view|subscribers|subscriber|likes|like|dislikes|dislike|comments|comment|votes|vote|points|point"
          + "|followers|follower|shares|share|replies|reply|watching|viewers|viewer|ratings|rating|reviews|review"
          + "|downloads|download|results|result|items|item|videos|video|stars|star|upvotes|upvote|citations|citation",
        months: [
          "january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug",
          "september|sept|sep", "october|oct", "november|nov", "december|dec",
        ],
        weekdays: "monday|mon|tuesday|tues|tue|wednesday|wed|thursday|thurs|thur|thu|friday|fri|saturday|sat"
          + "|sunday|sun",
        dateJoiners: "of",
        leads: [
          ("published on|published|uploaded on|uploaded|posted on|posted|released on|released", .published),
          ("streamed live on|streamed live|streamed on|streamed|started streaming on|started streaming", .streamed),
          ("premiered on|premiered|premieres on|premieres", .premiered),
          ("updated on|updated|last updated on|last updated", .updated),
        ],
        agoBefore: "", agoAfter: "ago", one: "a|an|one",
        timeUnits: [
          ("seconds|second|secs|sec|s", .second), ("minutes|minute|mins|min", .minute),
          ("hours|hour|hrs|hr|h", .hour), ("days|day|d", .day), ("weeks|week|wk|w", .week),
          ("months|month|mo", .month), ("years|year|yrs|yr|y", .year),
        ],
        days: [("today", 0), ("yesterday", 1)], now: "just now|right now|now"))
  }

  static var spanish: ReadingLocale {
    ReadingLocale(
      name: "es", group: ".", decimal: ",", dateOrder: .dayFirst,
      words: Words(
        multipliers: [("mil|k", 1_000), ("m|mill|millón|millones", 1_000_000)],
        none: "ninguna|ningún|sin",
        unitJoiners: "de",
        units: "visualizaciones|visualización|vistas|vista|visitas|visita|suscriptores|suscriptor|comentarios"
          + "|comentario|votos|voto|puntos|punto|seguidores|seguidor|respuestas|respuesta|reproducciones"
          + "|reproducción|resultados|resultado",
        months: [
          "enero|ene", "febrero|feb", "marzo|mar", "abril|abr", "mayo|may", "junio|jun", "julio|jul", "agosto|ago",
          "septiembre|setiembre|sept|sep|set", "octubre|oct", "noviembre|nov", "diciembre|dic",
        ],
        weekdays: "lunes|lun|martes|mar|miércoles|mié|jueves|jue|viernes|vie|sábado|sáb|domingo|dom",
        dateJoiners: "de|del",
        leads: [
          ("publicado el|publicado|subido el", .published),
          (
            "emitido en directo el|emitido en directo|transmitido en vivo el|transmitido en vivo|transmitido", .streamed
          ),
          ("estrenado el|estrenado|se estrenó el", .premiered),
          ("actualizado el|actualizado", .updated),
        ],
        agoBefore: "hace", agoAfter: "", one: "un|una",
        timeUnits: [
          ("segundos|segundo|s", .second), ("minutos|minuto|min", .minute), ("horas|hora|h", .hour),
          ("días|día|dias|dia|d", .day), ("semanas|semana", .week), ("meses|mes", .month), ("años|año", .year),
        ],
        days: [("hoy", 0), ("ayer", 1), ("anteayer", 2)], now: "ahora mismo|ahora"))
  }

  static var german: ReadingLocale {
    ReadingLocale(
      name: "de", group: ".", decimal: ",", dateOrder: .dayFirst,
      words: Words(
        multipliers: [
          ("tsd|tausend", 1_000), ("mio|million|millionen", 1_000_000), ("mrd|milliarde|milliarden", 1_000_000_000),
        ],
        none: "keine|kein",
        unitJoiners: "",
        units: "aufrufe|aufruf|abonnenten|abonnent|kommentare|kommentar|stimmen|stimme|punkte|punkt|zuschauer"
          + "|antworten|antwort|ergebnisse|ergebnis",
        months: [
          "januar|jänner|jan", "februar|feb", "märz|mär|mrz", "april|apr", "mai", "juni|jun", "juli|jul",
          "august|aug", "september|sept|sep", "oktober|okt", "november|nov", "dezember|dez",
        ],
        weekdays: "montag|mo|dienstag|di|mittwoch|mi|donnerstag|do|freitag|fr|samstag|sa|sonntag|so",
        dateJoiners: "",
        leads: [
          ("am|veröffentlicht am|hochgeladen am", .published),
          ("live gestreamt am|livestream vom|live übertragen am|gestreamt", .streamed),
          ("premiere am|premiere", .premiered), ("aktualisiert am|aktualisiert", .updated),
        ],
        agoBefore: "vor", agoAfter: "", one: "einem|einer|einen|eine|ein",
        timeUnits: [
          ("sekunden|sekunde|s", .second), ("minuten|minute|min", .minute), ("stunden|stunde|std|h", .hour),
          ("tagen|tage|tag", .day), ("wochen|woche", .week), ("monaten|monate|monat", .month),
          ("jahren|jahre|jahr", .year),
        ],
        days: [("heute", 0), ("gestern", 1), ("vorgestern", 2)], now: "gerade eben|jetzt"))
  }

  static var french: ReadingLocale {
    ReadingLocale(
      name: "fr", group: " ", decimal: ",", groupsBySpace: true, dateOrder: .dayFirst,
      words: Words(
        multipliers: [("k|mille", 1_000), ("m|million|millions", 1_000_000), ("md|milliard|milliards", 1_000_000_000)],
        none: "aucune|aucun",
        unitJoiners: "de|d'",
        units: "vues|vue|abonnés|abonné|commentaires|commentaire|votes|vote|points|point|réponses|réponse"
          + "|spectateurs|spectateur|résultats|résultat",
        months: [
          "janvier|janv", "février|févr|fév", "mars", "avril|avr", "mai", "juin", "juillet|juil", "août|aout",
          "septembre|sept", "octobre|oct", "novembre|nov", "décembre|déc",
        ],
        weekdays: "lundi|lun|mardi|mar|mercredi|mer|jeudi|jeu|vendredi|ven|samedi|sam|dimanche|dim",
        dateJoiners: "",
        leads: [
          ("publiée le|publié le|ajoutée le|ajouté le|mise en ligne le|mis en ligne le", .published),
          ("diffusée en direct le|diffusé en direct le|diffusé en direct|diffusé", .streamed),
          ("première le|première|sortie le", .premiered), ("mise à jour le|mis à jour le", .updated),
        ],
        agoBefore: "il y a", agoAfter: "", one: "un|une",
        timeUnits: [
          ("secondes|seconde|s", .second), ("minutes|minute|min", .minute), ("heures|heure|h", .hour),
          ("jours|jour|j", .day), ("semaines|semaine", .week), ("mois", .month), ("ans|an|années|année", .year),
        ],
        days: [("aujourd'hui", 0), ("hier", 1), ("avant-hier", 2)], now: "à l'instant|maintenant"))
  }

  static var italian: ReadingLocale {
    ReadingLocale(
      name: "it", group: ".", decimal: ",", dateOrder: .dayFirst,
      words: Words(
        multipliers: [
          ("mila|mille", 1_000), ("mln|milione|milioni", 1_000_000), ("mrd|mld|miliardo|miliardi", 1_000_000_000),
        ],
        none: "nessuna|nessun",
        unitJoiners: "di",
        units: "visualizzazioni|visualizzazione|iscritti|iscritto|commenti|commento|voti|voto|punti|punto"
          + "|risposte|risposta|spettatori|spettatore|risultati|risultato",
        months: [
          "gennaio|gen", "febbraio|feb", "marzo|mar", "aprile|apr", "maggio|mag", "giugno|giu", "luglio|lug",
          "agosto|ago", "settembre|set", "ottobre|ott", "novembre|nov", "dicembre|dic",
        ],
        weekdays: "lunedì|lun|martedì|mar|mercoledì|mer|giovedì|gio|venerdì|ven|sabato|sab|domenica|dom",
        dateJoiners: "",
        leads: [
          ("pubblicato il|caricato il", .published),
          ("trasmesso in live streaming il|trasmesso dal vivo il|trasmesso", .streamed),
          ("data premiere|première il|in prima visione il", .premiered), ("aggiornato il", .updated),
        ],
        agoBefore: "", agoAfter: "fa", one: "un|una|un'",
        timeUnits: [
          ("secondi|secondo|s", .second), ("minuti|minuto|min", .minute), ("ore|ora|h", .hour),
          ("giorni|giorno", .day), ("settimane|settimana", .week), ("mesi|mese", .month), ("anni|anno", .year),
        ],
        days: [("oggi", 0), ("ieri", 1)], now: "adesso|ora"))
  }
}
