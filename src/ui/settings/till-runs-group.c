/* till-runs-group.c: what runs by itself: when it did last, when it will, and whether a timer is
 * there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/settings/till-runs-group.h"

#include <glib/gi18n-lib.h>

#include "flow/till-timer.h"

struct _TillRunsGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned */
  GTimeZone    *zone;
  GCancellable *asking; /* NULL: nobody is asked */

  /* Template children */
  AdwActionRow *here;
  AdwActionRow *alone;
  AdwActionRow *timer;
};

G_DEFINE_FINAL_TYPE (TillRunsGroup, till_runs_group, ADW_TYPE_PREFERENCES_GROUP)

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TillTimerFacts     facts;
  g_autoptr (GError) error = NULL;
  TillRunsGroup     *self;
  g_autofree char   *when = NULL;
  g_autofree char   *words = NULL;

  /* Only who is gone has cancelled it. */
  if (!till_timer_ask_finish (result, &facts, &error))
    return;

  self = user_data;
  g_clear_object (&self->asking);
  if (!facts.found)
    words =
      g_strdup (_ ("None was found: while no window is open, nothing runs. The manual says how "
                   "one is set up."));
  else if (facts.next == TILL_INSTANT_NONE)
    words = g_strdup (_ ("It is there"));
  else
    {
      when = till_instant_format (facts.next, self->zone);
      words = g_strdup_printf (_ ("It is there, and runs next %s"), when);
    }
  adw_action_row_set_subtitle (self->timer, words);
}

static void
show_alone (TillRunsGroup *self, TillPractice *practice)
{
  TillInstant      at = till_practice_get_last_run_alone (practice);
  g_autofree char *when = at != TILL_INSTANT_NONE ? till_instant_format (at, self->zone) : NULL;
  g_autofree char *words =
    when != NULL ? g_strdup_printf (_ ("Last %s"), when) : g_strdup (_ ("Never yet"));

  adw_action_row_set_subtitle (self->alone, words);
}

static void
show_here (TillRunsGroup *self, TillPractice *practice)
{
  TillInstant      at = till_practice_get_last_minute (practice);
  g_autofree char *when = at != TILL_INSTANT_NONE ? till_instant_format (at, self->zone) : NULL;
  g_autofree char *words = when != NULL ? g_strdup_printf (_ ("Every minute, last %s"), when)
                                        : g_strdup (_ ("Every minute"));

  adw_action_row_set_subtitle (self->here, words);
}

/* libadwaita keeps a group for longer than its window. */
static void
till_runs_group_unroot (GtkWidget *widget)
{
  TillRunsGroup *self = TILL_RUNS_GROUP (widget);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);

  GTK_WIDGET_CLASS (till_runs_group_parent_class)->unroot (widget);
}

static void
till_runs_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TILL_TYPE_RUNS_GROUP);

  G_OBJECT_CLASS (till_runs_group_parent_class)->dispose (object);
}

static void
till_runs_group_finalize (GObject *object)
{
  g_clear_pointer (&TILL_RUNS_GROUP (object)->zone, g_time_zone_unref);

  G_OBJECT_CLASS (till_runs_group_parent_class)->finalize (object);
}

static void
till_runs_group_class_init (TillRunsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = till_runs_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = till_runs_group_finalize;
  widget_class->unroot = till_runs_group_unroot;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/practicetill/Till/ui/settings/till-runs-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TillRunsGroup, here);
  gtk_widget_class_bind_template_child (widget_class, TillRunsGroup, alone);
  gtk_widget_class_bind_template_child (widget_class, TillRunsGroup, timer);
}

static void
till_runs_group_init (TillRunsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
till_runs_group_set_practice (TillRunsGroup *self, TillPractice *practice)
{
  g_return_if_fail (TILL_IS_RUNS_GROUP (self));

  self->zone = g_time_zone_ref (till_practice_get_zone (practice));
  show_here (self, practice);
  show_alone (self, practice);
  self->asking = g_cancellable_new ();
  till_timer_ask_async (self->asking, asked_cb, self);
}
