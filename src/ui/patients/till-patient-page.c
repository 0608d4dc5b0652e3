/* till-patient-page.c: one patient: contacts, family, what is owed, ledger, transactions and
 * messages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/patients/till-patient-page.h"

#include <glib/gi18n-lib.h>

#include "core/till-error.h"
#include "core/till-number.h"
#include "flow/till-practice-cards.h"
#include "flow/till-practice-patients.h"
#include "flow/till-practice-plan-deeds.h"
#include "ui/ledger/till-family-ledger.h"
#include "ui/patients/till-patient-cards.h"
#include "ui/patients/till-patient-groups.h"
#include "ui/plans/till-plan-groups.h"
#include "ui/transactions/till-transactions-menu.h"
#include "ui/widgets/till-messages-view.h"
#include "ui/widgets/till-table-menu.h"
#include "ui/widgets/till-table-totals.h"
#include "ui/widgets/till-table-view.h"

struct _TillPatientPage
{
  AdwBin parent_instance;

  /* Owned */
  TillPractice *practice;
  TillTable    *transactions_table;
  GCancellable *reading; /* NULL: nothing is read */
  GPtrArray    *shown;   /* GtkWidget, borrowed: the groups */

  gint64   id;
  gint64   guarantor_id; /* whose ledger is shown; 0: none is yet */
  gint64   merges;       /* the sum of the ids of what was merged into it */
  gboolean again;        /* what is being read is old already */

  /* Template children */
  GtkButton        *back;
  GtkLabel         *name;
  GtkLabel         *facts;
  GtkWidget        *statement;
  GtkWidget        *edit;
  GtkMenuButton    *more;
  GtkBox           *groups;
  GtkLabel         *problem;
  GtkStack         *lists;
  TillTableView    *transactions;
  TillTableTotals  *transactions_totals;
  TillFamilyLedger *ledger;
  TillMessagesView *messages;

  /* Other children */
  GtkPopover *menu; /* one for the whole list */
};

G_DEFINE_FINAL_TYPE (TillPatientPage, till_patient_page, ADW_TYPE_BIN)

enum
{
  BACK,
  OUTDATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ── Totals ── */

static char *
count_transactions (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s transaction", "%s transactions", n_rows), number);
}

static char *
selected_words (guint n_rows)
{
  g_autofree char *number = till_number_format (n_rows);

  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s selected, net", "%s selected, net", n_rows), number);
}

static const TillTableTotal transactions_sums[] = {
  { "payments", N_ ("Payments") },
  { "refunds", N_ ("Refunds") },
  { "net", N_ ("Net") },
  { NULL, NULL },
};

static const TillTotalsKind transactions_kind = { count_transactions, selected_words,
                                                  transactions_sums };

/* ── What is known ── */

static char *
dup_facts (const TillPatient *patient, TillDay today)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (g_free);

  if (!till_day_is_none (patient->birth_date))
    {
      g_autofree char *born = till_day_format (patient->birth_date);
      int              years = till_day_count_years (patient->birth_date, today);

      /* Translators: a birth date, and how old somebody is */
      g_ptr_array_add (facts, g_strdup_printf (_ ("Born %s (%d)"), born, years));
    }
  if (patient->number != NULL)
    g_ptr_array_add (facts, g_strdup_printf (_ ("Number %s"), patient->number));
  if (patient->state != TILL_PERSON_ACTIVE)
    g_ptr_array_add (facts, g_strdup (till_person_state_to_words (patient->state)));
  if (patient->do_not_contact)
    g_ptr_array_add (facts, g_strdup (_ ("Do not contact")));
  g_ptr_array_add (facts, NULL);

  return g_strjoinv (" · ", (GStrv) facts->pdata);
}

static void
add_group (TillPatientPage *self, GtkWidget *group)
{
  gtk_box_append (self->groups, group);
  g_ptr_array_add (self->shown, group);
}

static void
drop_groups (TillPatientPage *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    gtk_box_remove (self->groups, self->shown->pdata[i]);
  g_ptr_array_set_size (self->shown, 0);
}

static gboolean
has_focus (TillPatientPage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->groups));
}

static gint64
sum_merges (const TillAccount *account)
{
  gint64 sum = 0;

  for (guint i = 0; i < account->merged->len; i++)
    sum += ((const TillMergedRecord *) account->merged->pdata[i])->merge_id;

  return sum;
}

/* There is a group once there is a card: how one comes on file is said where a payment is taken. */
static void
add_cards (TillPatientPage *self)
{
  g_autoptr (GPtrArray) cards = till_practice_list_cards (self->practice, self->id, NULL);

  if (cards != NULL && cards->len > 0)
    add_group (self, till_patient_group_cards (cards, till_practice_get_today (self->practice)));
}

/* Likewise; how one is made is said where a payment is taken. */
static void
add_plans (TillPatientPage *self)
{
  g_autoptr (GPtrArray) plans = till_practice_list_plans_of (self->practice, self->id, NULL);

  if (plans != NULL && plans->len > 0)
    add_group (self, till_plan_group_of_patient (plans));
}

static void
show_account (TillPatientPage *self, const TillAccount *account)
{
  g_autofree char *facts = dup_facts (account->patient, till_practice_get_today (self->practice));
  gboolean         focused = has_focus (self);

  gtk_label_set_text (self->name, account->patient->name);
  gtk_label_set_text (self->facts, facts);
  gtk_widget_set_sensitive (self->edit, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->more), TRUE);
  gtk_widget_set_sensitive (self->statement, TRUE);
  drop_groups (self);
  add_group (self, till_patient_group_owed (account, self->practice));
  add_group (self, till_patient_group_asked (account, self->practice));
  add_plans (self);
  add_cards (self);
  add_group (self, till_patient_group_contact (account, till_practice_get_zone (self->practice)));
  add_group (self, till_patient_group_family (account));
  if (account->merged->len > 0)
    add_group (self, till_patient_group_merged (account, self->practice));
  self->merges = sum_merges (account);
  self->guarantor_id = account->patient->guarantor_id;
  till_family_ledger_show (self->ledger, self->practice, account);
  /* What had it is gone. */
  if (focused && !gtk_widget_child_focus (GTK_WIDGET (self->groups), GTK_DIR_TAB_FORWARD))
    till_patient_page_focus (self);
}

/* Taken back with the file it came with: what was known is not to be read any more. */
static void
show_gone (TillPatientPage *self)
{
  gboolean focused = has_focus (self);

  drop_groups (self);
  gtk_widget_set_sensitive (self->edit, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->more), FALSE);
  gtk_widget_set_sensitive (self->statement, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->ledger), FALSE);
  if (focused)
    till_patient_page_focus (self);
}

/* Its tables are of another family, or of other records, than they are by now. */
static gboolean
is_outdated (TillPatientPage *self, const TillAccount *account)
{
  return account->patient->id != self->id ||
         (self->guarantor_id != 0 && (account->patient->guarantor_id != self->guarantor_id ||
                                      sum_merges (account) != self->merges));
}

static void read_again (TillPatientPage *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError)      error = NULL;
  g_autoptr (TillAccount) account =
    till_practice_read_account_finish (TILL_PRACTICE (source), result, &error);
  TillPatientPage *self = user_data;

  /* The page is gone: its end cancels what it asked for. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->reading);
  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  if (g_error_matches (error, TILL_ERROR, TILL_ERROR_NOT_FOUND))
    show_gone (self);
  if (account != NULL && is_outdated (self, account))
    {
      /* Of a merged record the one that stands for it. */
      self->id = account->patient->id;
      g_signal_emit (self, signals[OUTDATED], 0); /* the last that is done with it */
      return;
    }
  if (account != NULL)
    show_account (self, account);
  if (self->again)
    read_again (self);
}

/* Whatever of it changed: it is a few rows. */
static void
read_again (TillPatientPage *self)
{
  self->again = self->reading != NULL;
  if (self->again)
    return;

  self->reading = g_cancellable_new ();
  till_practice_read_account_async (self->practice, self->id, self->reading, read_cb, self);
}

/* ── What is pressed ── */

static void
back_cb (TillPatientPage *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static void
go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  back_cb (TILL_PATIENT_PAGE (widget));
}

static void
edit_cb (TillPatientPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "practice.edit-patient", "x", self->id);
}

/* The guarantor’s: who answers for the account gets it. */
static void
statement_cb (TillPatientPage *self)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "practice.print-statements",
                                      g_variant_new_fixed_array (G_VARIANT_TYPE_INT64,
                                                                 &self->guarantor_id, 1,
                                                                 sizeof self->guarantor_id));
}

static void
transaction_menu_cb (TillTableView *table, gint64 id, GdkRectangle *at, TillPatientPage *self)
{
  till_transactions_menu_popup (self->menu, self->practice, id, at, GTK_ALIGN_START);
}

static void
add_menu (TillPatientPage *self)
{
  self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (NULL));
  gtk_popover_set_has_arrow (self->menu, FALSE);
  /* GTK gives the focus back to a button only. */
  g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (till_table_view_focus),
                            self->transactions);
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self->transactions));
  g_signal_connect (self->transactions, "row-menu", G_CALLBACK (transaction_menu_cb), self);
}

/* What is done less often with a patient. */
static void
add_more (TillPatientPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  till_table_menu_append (menu, _ ("_Request Payment…"), "practice.request", self->id);
  till_table_menu_append (menu, _ ("New Payment _Plan…"), "practice.new-plan", self->id);
  till_table_menu_append (menu, _ ("Change _Guarantor…"), "practice.change-guarantor", self->id);
  till_table_menu_append (menu, _ ("_Merge with Another Record…"), "practice.merge-records",
                          self->id);
  gtk_menu_button_set_menu_model (self->more, G_MENU_MODEL (menu));
}

static void
transaction_activated_cb (TillTableView *table, gint64 id, TillPatientPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-transaction", "x", id);
}

/* ── The object ── */

static void
till_patient_page_dispose (GObject *object)
{
  TillPatientPage *self = TILL_PATIENT_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  g_clear_pointer ((GtkWidget **) &self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TILL_TYPE_PATIENT_PAGE);
  g_clear_object (&self->transactions_table);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (till_patient_page_parent_class)->dispose (object);
}

static void
till_patient_page_finalize (GObject *object)
{
  g_ptr_array_unref (TILL_PATIENT_PAGE (object)->shown);

  G_OBJECT_CLASS (till_patient_page_parent_class)->finalize (object);
}

static void
till_patient_page_class_init (TillPatientPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_patient_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_patient_page_finalize;

  g_type_ensure (TILL_TYPE_FAMILY_LEDGER);
  g_type_ensure (TILL_TYPE_MESSAGES_VIEW);
  g_type_ensure (TILL_TYPE_TABLE_TOTALS);
  g_type_ensure (TILL_TYPE_TABLE_VIEW);
  signals[BACK] = g_signal_new ("back", TILL_TYPE_PATIENT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[OUTDATED] = g_signal_new ("outdated", TILL_TYPE_PATIENT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "patient.back", NULL, go_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "patient.back",
                                       NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/patients/till-patient-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, back);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, name);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, facts);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, statement);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, edit);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, more);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, groups);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, problem);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, lists);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, transactions);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, transactions_totals);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, ledger);
  gtk_widget_class_bind_template_child (widget_class, TillPatientPage, messages);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, statement_cb);
}

static void
till_patient_page_init (TillPatientPage *self)
{
  self->shown = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->more), FALSE);
  gtk_widget_set_sensitive (self->edit, FALSE); /* until it is known whom it is about */
  gtk_widget_set_sensitive (self->statement, FALSE);
}

/* All are the patient's, whose name stands above: the room is for the rest. */
static void
hide_names (TillTableView *view)
{
  TillTableLayout      *layout = till_table_view_get_layout (view);
  g_autoptr (GPtrArray) columns = till_table_layout_list (layout);

  for (guint i = 0; i < columns->len; i++)
    if (g_strcmp0 (gtk_column_view_column_get_title (columns->pdata[i]), _ ("Patient")) == 0)
      till_table_layout_show (layout, columns->pdata[i], FALSE);
}

GtkWidget *
till_patient_page_new (TillPractice *practice, gint64 patient_id)
{
  TillPatientPage *self = g_object_new (TILL_TYPE_PATIENT_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->id = patient_id;
  self->transactions_table = till_practice_new_transactions_of (practice, patient_id);
  till_table_view_set_empty_words (self->transactions, _ ("No Transactions"),
                                   _ ("What this patient pays is listed here."));
  till_table_view_set_table (self->transactions, self->transactions_table,
                             till_practice_get_zone (practice), _ ("Transactions"));
  hide_names (self->transactions);
  till_table_totals_set_table (self->transactions_totals, &transactions_kind,
                               self->transactions_table,
                               till_table_view_get_selection (self->transactions));
  till_messages_view_set_messages (
    self->messages, practice, till_practice_new_messages_of (practice, patient_id),
    _ ("Payment requests, reminders, receipts and answers are listed here. To write the first one, "
       "choose Request Payment from the menu at the top right of this page."));
  add_menu (self);
  add_more (self);
  g_signal_connect (self->transactions, "row-activated", G_CALLBACK (transaction_activated_cb),
                    self);
  g_signal_connect_swapped (practice, "accounts-changed", G_CALLBACK (read_again), self);
  g_signal_connect_swapped (practice, "plans-changed", G_CALLBACK (read_again), self);
  read_again (self);

  return GTK_WIDGET (self);
}

gint64
till_patient_page_get_id (TillPatientPage *self)
{
  g_return_val_if_fail (TILL_IS_PATIENT_PAGE (self), 0);

  return self->id;
}

void
till_patient_page_show_list (TillPatientPage *self, const char *list)
{
  g_return_if_fail (TILL_IS_PATIENT_PAGE (self));

  gtk_stack_set_visible_child_name (self->lists, list);
}

const char *
till_patient_page_get_list (TillPatientPage *self)
{
  g_return_val_if_fail (TILL_IS_PATIENT_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->lists);
}

void
till_patient_page_focus (TillPatientPage *self)
{
  g_return_if_fail (TILL_IS_PATIENT_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->back));
}
