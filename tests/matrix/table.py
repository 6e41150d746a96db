"""Who gets which answer at which address: written by hand, never computed from the code it checks.

Signs: a number is the status of the answer, `.` is 403, `login` is a redirect to the login page,
and `!` behind a number says that something is written: with every other answer nothing is, but for
the session and what is kept of forms. A HEAD is answered like a GET wherever nothing else is said.
"""

OFFICES = {
    # app: its groups, as the columns of the tables call them
    "press": {
        "author": "Báo chí: soạn",
        "approver": "Báo chí: duyệt",
        "administrator": "Báo chí: quản trị",
    },
    "telecom": {
        "author": "Viễn thông: soạn",
        "approver": "Viễn thông: duyệt",
        "administrator": "Viễn thông: quản trị",
    },
    "egov": {
        "author": "Chính quyền điện tử: soạn",
        "approver": "Chính quyền điện tử: duyệt",
        "administrator": "Chính quyền điện tử: quản trị",
    },
    "department": {
        "author": "Giới thiệu: soạn",
        "approver": "Giới thiệu: duyệt",
        "administrator": "Giới thiệu: quản trị",
    },
    "reference": {"administrator": "Dữ liệu tham chiếu"},
    "deadlines": {
        "author": "Thời hạn: theo dõi",
        "approver": "Thời hạn: quyết định dời",
        "administrator": "Dữ liệu tham chiếu",
    },
    "search": {"administrator": "Dữ liệu tham chiếu"},
    "accounts": {},
    "auth": {},
}
"""an account without any of them is a `reader` where it is no member of staff either"""

# --- Pages of one kind of record in the admin ------------------------------------------------
#
# The columns are roles as seen from the app of the record: `other` is every office that has
# nothing to do with it. Nobody and readers are sent to the login page, everywhere.

DRAFTED = """
                other  viewer  author  approver  administrator  superuser
changelist GET  .      200     200     200       200            200
changelist POST .      200     302     200       302            302
add GET         .      .       200     .         200            200
add POST        .      .       302!    .         302!           302!
change GET      .      200     200     200       200            200
change POST     .      .       302!    .         302!           302!
delete GET      .      .       302     .         302            302
delete POST     .      .       302     .         302            302
history GET     .      200     200     200       200            200
bare GET        302    302     302     302       302            302
compare GET     .      200     200     200       200            200
links GET       .      .       200     200       200            200
links POST      .      .       200!    200!      200!           200!
step GET        .      .       200     .         200            200
step POST       .      .       302!    .         302!           302!
"""
"""what is published in versions; `step` is the one that submits a draft"""

CONTACT = DRAFTED.replace(
    "add POST        .      .       302!    .         302!           302!",
    "add POST        .      .       200     .         200            200",
)
"""the portal comes with every contact there is: another of the same kind is refused"""

SETTING = """
                other  viewer  author  approver  administrator  superuser
changelist GET  .      200     200     200       200            200
changelist POST .      200     200     200       302!           302!
add GET         .      .       .       .         200            200
add POST        .      .       .       .         302!           302!
change GET      .      200     200     200       200            200
change POST     .      .       .       .         302!           302!
delete GET      .      .       .       .         200            200
delete POST     .      .       .       .         302!           302!
history GET     .      200     200     200       200            200
bare GET        302    302     302     302       302            302
"""
"""what has no drafts and is public at once"""

SERIES = """
                other  viewer  author  approver  administrator  superuser
changelist GET  .      200     200     200       200            200
changelist POST .      200     200     200       200            200
add GET         .      .       .       .         .              .
add POST        .      .       .       .         .              .
change GET      .      200     200     200       200            200
change POST     .      .       .       .         302!           302!
delete GET      .      .       .       .         .              .
delete POST     .      .       .       .         .              .
history GET     .      200     200     200       200            200
bare GET        302    302     302     302       302            302
"""
"""comes with the portal: neither made nor deleted by anybody"""

REFERENCE = """
                other  viewer  administrator  superuser
changelist GET  200    200     200            200
changelist POST 200    200     302!           302!
add GET         .      .       200            200
add POST        .      .       302!           302!
change GET      200    200     200            200
change POST     .      .       302!           302!
delete GET      .      .       200            200
delete POST     .      .       302!           302!
history GET     200    200     200            200
bare GET        302    302     302            302
"""
"""every office looks things up here, one keeps them"""

WORDS = """
                other  viewer  administrator  superuser
changelist GET  .      200     200            200
changelist POST .      200     302!           302!
add GET         .      .       200            200
add POST        .      .       302!           302!
change GET      .      200     200            200
change POST     .      .       302!           302!
delete GET      .      .       200            200
delete POST     .      .       302!           302!
history GET     .      200     200            200
bare GET        302    302     302            302
"""
"""what the office of the reference data keeps and nobody else needs"""

COUNTED = """
                other  viewer  administrator  superuser
changelist GET  .      200     200            200
changelist POST .      200     200            200
add GET         .      .       .              .
add POST        .      .       .              .
change GET      .      200     200            200
change POST     .      .       .              .
delete GET      .      .       .              .
delete POST     .      .       .              .
history GET     .      200     200            200
bare GET        302    302     302            302
"""
"""counted by the portal itself, written by nobody"""

CALENDAR = f"""{REFERENCE.rstrip()}
year GET        200    200     200            200
year POST       .      .       302!           302!
"""
"""`year` is the page that confirms all days of a year at once"""

ENDED = """
                other  viewer  author  approver  administrator  superuser
changelist GET  .      200     200     200       200            200
changelist POST .      200     200     200       200            200
add GET         .      .       .       .         200            200
add POST        .      .       .       .         302!           302!
change GET      .      200     200     200       200            200
change POST     .      .       .       .         302!           302!
delete GET      .      .       .       .         .              .
delete POST     .      .       .       .         .              .
history GET     .      200     200     200       200            200
bare GET        302    302     302     302       302            302
"""
"""what once held is ended by a day, and deleted by nobody"""

RIGHTS = """
                other  viewer  superuser
changelist GET  .      .       200
changelist POST .      .       200
add GET         .      .       200
add POST        .      .       302!
change GET      .      .       200
change POST     .      .       302!
delete GET      .      .       200
delete POST     .      .       302!
history GET     .      .       200
bare GET        302    302     302
"""
"""superusers alone, whatever rights somebody else was given"""

ACCOUNTS = f"""{RIGHTS.rstrip()}
password GET    .      .       200
password POST   .      .       302!
"""

FOLLOWED = """
                other  viewer  author  approver  administrator  superuser
changelist GET  .      200     200     200       200            200
changelist POST .      200     200     200       200            200
add GET         .      .       200     .         200            200
add POST        .      .       200!    .         200!           200!
change GET      .      200     200     200       200            200
change POST     .      .       302!    .         302!           302!
delete GET      .      .       .       .         .              .
delete POST     .      .       .       .         .              .
history GET     .      200     200     200       200            200
bare GET        302    302     302     302       302            302
step GET        .      .       200     .         200            200
step POST       .      .       302!    .         302!           302!
"""
"""deadlines: the first press tries, takes back and shows the day; `step` is the one that closes"""

DECIDED = """
                other  viewer  author  approver  administrator  superuser
changelist GET  .      200     200     200       200            200
changelist POST .      200     200     200       200            200
add GET         .      .       .       .         .              .
add POST        .      .       .       .         .              .
change GET      .      200     200     200       200            200
change POST     .      .       .       .         .              .
delete GET      .      .       .       .         .              .
delete POST     .      .       .       .         .              .
history GET     .      200     200     200       200            200
bare GET        302    302     302     302       302            302
"""
"""the log of what was decided: read, never written in"""

MODELS = {
    "deadlines.deadline": FOLLOWED,
    "deadlines.decision": DECIDED,
    "accounts.user": ACCOUNTS,
    "auth.group": RIGHTS,
    "press.briefing": DRAFTED,
    "press.briefingseries": SERIES,
    "telecom.headlinefigure": DRAFTED,
    "telecom.indicator": DRAFTED,
    "telecom.observation": DRAFTED,
    "telecom.operator": DRAFTED,
    "telecom.target": DRAFTED,
    "egov.competence": SETTING,
    "egov.cooperationagreement": DRAFTED,
    "egov.filingrule": SETTING,
    "egov.procedure": DRAFTED,
    "egov.procedurefield": SETTING,
    "egov.sharedsystem": DRAFTED,
    "egov.systemfact": DRAFTED,
    "department.contact": CONTACT,
    "department.departmentname": SETTING,
    "department.duty": DRAFTED,
    "department.leader": DRAFTED,
    "department.milestone": DRAFTED,
    "reference.administrativeunit": REFERENCE,
    "reference.agency": REFERENCE,
    "reference.calendarday": CALENDAR,
    "reference.source": REFERENCE,
    "reference.unitchange": REFERENCE,
    "reference.unitfigure": REFERENCE,
    "deadlines.deadlinerule": ENDED,
    "deadlines.officehours": ENDED,
    "search.synonym": WORDS,
    "search.unfound": COUNTED,
}

# --- Steps of the workflow, on one kind of record --------------------------------------------
#
# The record is in the state in which the step makes sense; nobody here wrote it or approved it.

STEPS = """
                                    other  viewer  author  approver  administrator  superuser
gui-duyet GET                       .      .       200     .         200            200
gui-duyet POST                      .      .       302!    .         302!           302!
duyet GET                           .      .       .       200       200            200
duyet POST                          .      .       .       302!      302!           302!
tra-lai GET                         .      .       .       200       200            200
tra-lai POST                        .      .       .       302!      302!           302!
rut-lai GET                         .      .       200     .         200            200
rut-lai POST                        .      .       302!    .         302!           302!
bo-hen GET                          .      .       200     200       200            200
bo-hen POST                         .      .       302!    302!      302!           302!
xem-lai GET                         .      .       .       200       200            200
xem-lai POST                        .      .       .       302!      302!           302!
soan-ban-moi GET                    .      .       200     .         200            200
soan-ban-moi POST                   .      .       302!    .         302!           302!
ghi-thay-doi GET                    .      .       200     .         200            200
ghi-thay-doi POST                   .      .       302!    .         302!           302!
bo-hen-go GET                       .      .       .       200       200            200
bo-hen-go POST                      .      .       .       302!      302!           302!
khong-dong GET                      .      .       .       200       200            200
khong-dong POST                     .      .       .       302!      302!           302!
dang-khong-qua-nguoi-thu-hai GET    .      .       .       200       200            200
dang-khong-qua-nguoi-thu-hai POST   .      .       .       302!      302!           302!
go GET                              .      .       .       200       200            200
go POST                             .      .       .       302!      302!           302!
bo-ban-nhap GET                     .      .       200     .         200            200
bo-ban-nhap POST                    .      .       302!    .         302!           302!
de-nghi-dong GET                    .      .       .       200       200            200
de-nghi-dong POST                   .      .       .       302!      302!           302!
dong GET                            .      .       .       200       200            200
dong POST                           .      .       .       302!      302!           302!
"""

# --- History ---------------------------------------------------------------------------------

HISTORY = """
                other  viewer  author  approver  administrator  superuser
changelist GET  200    200     200     200       200            200
changelist POST 200    200     200     200       200            200
add GET         .      .       .       .         .              .
add POST        .      .       .       .         .              .
change GET      404    200     200     200       200            200
change POST     404    200     200     200       200            200
delete GET      .      .       .       .         .              .
delete POST     .      .       .       .         .              .
history GET     404    200     200     200       200            200
history POST    404    200     200     200       200            200
bare GET        302    302     302     302       302            302
undo GET        404    .       .       .         200            200
undo POST       404    .       .       .         302!           302!
"""
"""of an act that changed a setting of the app: seen by who sees the record, written by nobody"""

# --- What is looked up while typing, and the pages of an app ----------------------------------

LOOKED_UP = """
                               other  viewer  author  approver  administrator  superuser
press.briefing series          .      200     200     200       200            200
telecom.observation indicator  .      200     200     200       200            200
egov.procedure field           .      200     200     200       200            200
egov.procedure source          200    200     200     200       200            200
"""
"""by GET; nothing is posted there"""
APP_PAGES = """
            other  viewer  author  approver  administrator  superuser
press       404    200     200     200       200            200
telecom     404    200     200     200       200            200
egov        404    200     200     200       200            200
department  404    200     200     200       200            200
reference   200    200     -       -         200            200
search      404    200     -       -         200            200
deadlines   404    200     200     200       200            200
accounts    404    404     -       -         -              200
auth        404    404     -       -         -              200
"""
"""by GET and POST alike: to who sees nothing of the app there is no such page"""

# --- What waits for somebody ------------------------------------------------------------------

DESK = """
                 other  viewer  author  approver  administrator  superuser
cho-duyet        404    404     404     200       200            200
tra-lai          404    404     200     404       200            200
xem-lai          404    404     404     200       200            200
dong-ban-cu      404    404     404     200       200            200
hen-gio          404    404     200     200       200            200
ban-thao         404    404     200     404       200            200
lich-nghi        200    404     404     404       404            200
thoi-han         404    404     404     404       404            404
thoi-han-da-doi  404    404     404     404       404            404
thoi-han-lech    200    404     404     404       404            200
nowhere          404    404     404     404       404            404
"""
"""`other` is of the reference data alone here, which has no drafts but keeps the days off and
decides on deadlines; nobody here has a deadline of their own"""

# --- Other pages of the admin ----------------------------------------------------------------

ADMIN = """
                           nobody  reader  other  viewer  superuser
index GET                  login   login   200    200     200
index POST                 login   login   200    200     200
login GET                  200     200     302    302     302
login POST                 200     200     200    200     200
logout GET                 302     302     405    405     405
logout POST                302     302     200    200     200
password_change GET        login   login   200    200     200
password_change POST       login   login   302!   302!    302!
password_change_done GET   login   login   200    200     200
password_change_done POST  login   login   405    405     405
jsi18n GET                 login   login   200    200     200
jsi18n POST                login   login   405    405     405
autocomplete POST          login   login   405    405     405
kept_forms GET             login   login   200    200     200
kept_forms POST            login   login   200    200     200
kept_form_drop GET         login   login   405    405     405
kept_form_drop POST        login   login   404    404     404
deadlines_deviating GET    login   login   200    200     200
deadlines_deviating POST   login   login   200    .       200
deadlines_notices GET      login   login   200    200     200
deadlines_notices POST     login   login   302    302     302
view_on_site GET           login   login   404    302     302
view_on_site POST          login   login   404    302     302
unknown GET                login   login   404    404     404
unknown POST               login   login   404    404     404
"""

"""what is viewed on the site is a draft: its address is told to those alone who may see it"""

# --- Methods that no form sends ---------------------------------------------------------------

RARE = """
                other  viewer  author  approver  administrator  superuser
changelist      .      200     200     200       200            200
add             .      .       200     .         200            200
change          .      200     200     200       200            200
history         .      200     200     200       200            200
compare         .      200     200     200       200            200
links           .      .       200     200       200            200
step            .      .       200     .         200            200
"""
"""HEAD, PUT, PATCH, DELETE and OPTIONS: answered as by a page that is read, nothing is done"""
RARE_METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")

# --- Public pages: the same for everybody ----------------------------------------------------

PUBLIC = """
                         GET  HEAD  POST  PUT  DELETE  OPTIONS
display-choose           405  405   302   405  405     405
robots                   200  200   405   405  405     405
sitemap-xml              200  200   405   405  405     405
home                     200  200   405   405  405     200
press:briefing-list      200  200   405   405  405     200
press:briefing-year      200  200   405   405  405     200
press:briefing-detail    200  200   405   405  405     200
press:briefing-detail    200  200   405   405  405     200
telecom:overview         200  200   405   405  405     200
telecom:indicator-detail 200  200   405   405  405     200
egov:procedure-list      200  200   405   405  405     200
egov:procedure-detail    200  200   405   405  405     200
egov:system-list         200  200   405   405  405     200
reference:place-list     200  200   405   405  405     200
reference:place-detail   200  200   405   405  405     200
deadlines:reckon         200  200   405   405  405     200
deadlines:days-off       200  200   405   405  405     200
deadlines:days-off-file  200  200   405   405  405     405
search:results           200  200   405   405  405     200
search:suggestions       200  200   405   405  405     405
department:about         200  200   405   405  405     200
department:accessibility 200  200   405   405  405     200
department:sitemap       200  200   405   405  405     200
department:health        200  200   405   405  405     200
publishing:corrections   200  200   405   405  405     200
publishing:corrections-feed 200 200 405   405  405     405
publishing:old-version   302  302   405   405  405     405
publishing:preview       200  200   405   405  405     405
preview-page             200  200   405   405  405     405
nowhere                  404  404   404   404  404     404
"""
ONE_LANGUAGE = {"display-choose", "robots", "sitemap-xml", "preview-page", "nowhere"}
"""addresses without an English one"""
