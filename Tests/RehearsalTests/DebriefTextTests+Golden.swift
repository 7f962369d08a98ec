extension DebriefTextTests {
  static let english = """
    Debrief: 74 of 100, pass
    order 24/30 · wording 15/25 · hearing out 11/15 · stance and tone 10/10 · facts
       4/10 · consent 5/5 · follow-up 5/5
    The Friendly Zoo (procedure 50, person 75 of 100): the customer hears “we try,
       but we don't know how”
    Who called: Her boy stood beside it.
    Anger ▆█▆▃▃  7 → 2.5
    Trust ▃▂▃▄▅  3 → 5.5
    Made it worst, turn 1: a wording never to be said: “Calm down”
    Helped most, turn 2: an apology that names what happened: “the kettle burst”
    Steps, with their turn: Propose 1 → Let them vent 2 → Apologise 2 → Consult 3 →
       Follow up 4
    Left out: Gather
    Done well
    + turn 2: an apology that names what happened: “the kettle burst”
    + turn 3: agreed: “We can swap it. Would that do?”
    + turn 4: a promise with a time: “It comes by noon tomorrow. Thank you.”
    What cost points
    −14 turn 1: a forbidden wording while they were telling: “Calm down”
      better: I'm listening.
    −5 by turn 3: offered before asking
      better: Ask before you offer: what happened, what they need, by when.
    −3 by turn 3: never found out: order
      better: What's the order number?
    −3 by turn 3: never found out: their deadline
      better: By when do you need it?
    Smaller things (1): 1 points in all
    Facts 1 of 3: 0 by asking, 0 by listening, 1 told unasked. Not found out:
       order, their deadline.
    Apologies: 1 full, 0 bare, 0 conditional. Offers: 0; most ways at once: 1.
    Promised: “It comes by noon tomorrow. Thank you.”, due 2026-01-06 12:00
    Practise next: turning wordings round (14 points). Say each phrase above
       another way, in writing; hearout drill brings back those you keep saying.
    """

  static let chinese = """
    复盘：74 分（满分 100），合格
    流程 24/30 · 用语 15/25 · 倾听 11/15 · 姿态与语气 10/10 · 事实 4/10 · 征询 5/5
       · 跟进 5/5
    友好型（程序面 50，个人面 75，满分 100）：客户听到的是“我们很努力，但不会做”
    来电的人：孩子当时就站在旁边。
    火气 ▆█▆▃▃  7 → 2.5
    信任 ▃▂▃▄▅  3 → 5.5
    最添火的，第 1 轮：绝不能说的话：“冷静点”
    最见效的，第 2 轮：道歉点明了事情：“水壶炸了”
    步骤（数字是第几轮）：提出方法 1 → 让客户发泄 2 → 充分道歉 2 → 征询意见 3 → 跟
       踪服务 4
    没走到：搜集信息
    做得好的
    + 第 2 轮：道歉点明了事情：“水壶炸了”
    + 第 3 轮：谈妥：“给您换新的，行吗？”
    + 第 4 轮：有时间的承诺：“明天中午前送到，谢谢您。”
    丢分的地方
    −14 第 1 轮：客户正说着，用了忌语：“冷静点”
      可以说：您说，我听着。
    −5 到第 3 轮为止：没问清就提方案
      可以说：先问后提：出了什么事，要什么，什么时候要。
    −3 到第 3 轮为止：始终没问出来：订单号
      可以说：单号是多少？
    −3 到第 3 轮为止：始终没问出来：客户的时限
      可以说：您什么时候要？
    另有 1 处小的，共 1 分
    事实 1/3：问出来 0 项，听出来 0 项，客户自己说的 1 项。没问出来的：订单号、客户
       的时限。
    道歉：充分 1 次，光说对不起 0 次，打折扣的 0 次。方案提了 0 次，一次最多给出 1
       个。
    答应过：“明天中午前送到，谢谢您。”，期限 2026-01-06 12:00
    下一步练：换个说法（丢了 14 分）。把上面几句一句句写成别的说法；hearout drill
       会把你常说的忌语拿回来练。
    """
}
