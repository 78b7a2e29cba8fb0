"""Forms in which nobody writes anything: buttons, choices from lists, and what the scripts send."""

from __future__ import annotations

WITHOUT_WORDS = {
    "overview.chosen",  # boxes to tick
    "planned.settle",  # done, or open again
    "plan_beside.withdraw",
    "plan_beside.adopted",  # as it is proposed
    "content_statements.decide",  # signed or taken back, in the words that stand
    "sign_in.back_channel",  # a provider's
    "sign_in.set_language",  # needs no session
    "sign_in.extend",
    "sign_in.sign_out",
    "kept_forms.throw_away",
    "patient.end_one_session",
    "patient.change_block",
    "modules.start",
    "appointments.accept",
    "appointments.book",  # a time from a list
    "appointments.save_move",
    "appointments.cancel",
    "appointments.earlier",
    "appointments.make_feed",
    "appointments.end_feed",
    "timebook.attendance",
    "timebook.cancel",
    "timebook.offer",  # times to tick
    "timebook.excuse",
    "timebook.pin",  # a PIN, which no page shows in its control
    "groups.pin",
    "referrals.withdraw",
    "break_glass.close",
    "break_glass.open",
    "opinions.take_back",
    "opinions.find",  # searches
    "caseload.search",
    "leaving.search",
    "templates_kept.drop",
    "templates_kept.use",  # the form that it is a button of has a row
    "talks.close",
    "talks.undo",
    "caseload.settle_sheet",
    "entries.share",
    "entries.share_week",
    "entries.take_back",
    "exercises.settle",
    "caseload.resume",
    "caseload.change_view",
    "paths.undo",
    "homework.open_next",
    "modules.choose",
    "own_leaving.rest",
    "own_leaving.go_on",
    "paths.take_back",
    "moving.undo_access",
    "planning.open_own",
    "alerts.again",
    "team.end",
    "groups.add",
    "groups.enrol",  # where a programme without digital follow-up is offered: of no sample, and has a test of its own
    "groups.give_seat",
    "groups.take_out",
    "groups.close",
    "own_groups.come",
    "own_groups.take",
    "own_groups.choose",
    "own_groups.leave",
    "kin.remove",
    "leaving.undo",
    "leaving.reopen",
    "absence.cancel",
    "crisis.read",
    "measuring.strike",  # a button
    "ring_list.done",
    "handover.hand_over",  # who receives each, chosen from lists
    "set_up.close",
    "set_up.reopen",
    "set_up.decide",
    "set_up_places.reopened",
    "set_up_staff.leave",
    "set_up_staff.sign_out",
    "erasures.decide",
    "erasures.lift",
    "erasures.withdraw",
    "set_up_wording.back",
    "content_step.back",
    "helped_figures.remove",
    "content_media.add",  # a file, without which its words cannot be taken
    "receipts.sms",  # the gateway's
    "contact.choose",  # one of three
    "choices.keep",  # boxes to tick
    "choices.trial",
    "consents.choose",  # yes or no
    "staff_choices.keep",
    "operating.send_late",
    "operating.again",
    "operating.jobs_again",
    "operating_agenda.again",
    "personal.answer",
    "personal.join",
    "staff_personal.answer",
    "staff_personal.join",
    # These are sent by the script, which keeps the words in the page and in the browser.
    "modules.draft",
    "draft_forms.keep",
    "questionnaires.draft",
    "questionnaires_staff.draft",
}
