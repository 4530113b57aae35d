extension CleanTwin {
  static func products(to writer: inout ByteWriter) {
    writer.text("sku,name,category,price,cost,stock\n")
    PlanSheets.productRows(to: &writer)
  }

  static func creators(_ creators: Creators, to writer: inout ByteWriter) {
    writer.text(
      """
      kol_id,kol,fans,tier,cost,age_18_24,age_25_34,age_35_44,age_45,notes_total,notes_alive,\
      notes_ad,views_total,organic_views,credential

      """)
    for (place, creator) in creators.creators.enumerated() {
      Creators.creatorID(place, to: &writer)
      writer.comma()
      writer.string(creator.name)
      writer.comma()
      // What the list shows, to the thousand.
      writer.integer(creator.fans / 1_000 * 1_000)
      writer.comma()
      writer.string(creator.tier)
      writer.comma()
      writer.money(creator.cost)
      for share in creator.ages {
        writer.text(",0.")
        writer.padded(share, 2)
      }
      for number in [
        creator.notes, creator.alive, creator.advertising, creator.views, creator.organic,
      ] {
        writer.comma()
        writer.integer(number)
      }
      writer.text(creator.hasCredential ? ",true\n" : ",false\n")
    }
  }

  static func notes(
    of creators: Creators, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.text(
      """
      post_id,kol_id,published_at,form,is_ad,alive,impressions,views,likes,comments,saves,shares,\
      clicks,orders,revenue,deep_comments

      """)
    for (place, note) in creators.notes.enumerated() {
      Creators.noteID(place, to: &writer)
      writer.comma()
      Creators.creatorID(note.creator, to: &writer)
      writer.comma()
      writer.utc(note.published, in: context.calendar)
      writer.text(note.video ? ",视频" : ",图文")
      writer.text(note.isAdvertising ? ",true" : ",false")
      writer.text(note.isAlive ? ",true" : ",false")
      for number in [
        note.impressions, note.views, note.likes, note.comments, note.saves, note.shares,
        note.clicks, note.orders,
      ] {
        writer.comma()
        writer.integer(number)
      }
      writer.comma()
      writer.money(note.sales)
      writer.comma()
      writer.integer(note.deepComments)
      writer.line()
    }
  }

  static func tickets(
    _ tickets: Tickets, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.text("id,level,opened_at,first_response_at,closed_at\n")
    for (place, ticket) in tickets.tickets.enumerated() {
      writer.text("T")
      writer.padded(place + 1, 4)
      writer.comma()
      writer.text(Tickets.levels[ticket.level])
      for time in [ticket.opened, ticket.answered, ticket.closed] {
        writer.comma()
        if let time { writer.utc(time, in: context.calendar) }
      }
      writer.line()
    }
  }
}
