/* till-range-button.c: the calendar button: a range of days, by preset or picked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/widgets/till-range-button.h"

#include <glib/gi18n-lib.h>

struct _TillRangeButton
{
  AdwBin parent_instance;

  TillDay         today;
  TillRangePreset preset;
  TillDayRange    range;

  /* Children */
  GtkMenuButton *button;
  GtkLabel      *label;
  GtkPopover    *popover;
  GtkCalendar   *first;
  GtkCalendar   *last;
  GtkLabel      *problem;
  GtkButton     *use;
};

G_DEFINE_FINAL_TYPE (TillRangeButton, till_range_button, ADW_TYPE_BIN)

enum
{
  RANGE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  TillRangePreset preset;
  const char     *words;
} presets[] = {
  { TILL_PRESET_TODAY, N_ ("Today") },
  { TILL_PRESET_YESTERDAY, N_ ("Yesterday") },
  { TILL_PRESET_THIS_WEEK, N_ ("This week") },
  { TILL_PRESET_LAST_MONTH, N_ ("Last month") },
  { TILL_PRESET_THIS_MONTH, N_ ("This month") },
  { TILL_PRESET_THIS_YEAR, N_ ("This year") },
  { TILL_PRESET_ALL, N_ ("All") },
};

static const char *
preset_words (TillRangePreset preset)
{
  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      if (presets[i].preset == preset)
        return _ (presets[i].words);
    }

  return NULL;
}

static void
update_label (TillRangeButton *self)
{
  gboolean         is_open = till_day_is_none (self->range.first);
  gboolean         goes_on = till_day_is_none (self->range.last);
  g_autofree char *first = is_open ? NULL : till_day_format (self->range.first);
  g_autofree char *last = goes_on ? NULL : till_day_format (self->range.last);
  const char      *words = preset_words (self->preset);
  g_autofree char *text = NULL;

  if (self->preset == TILL_PRESET_ALL || (is_open && goes_on))
    text = g_strdup (preset_words (TILL_PRESET_ALL));
  else if (goes_on)
    text = g_strdup_printf (_ ("From %s"), first);
  else if (is_open)
    text = g_strdup_printf (_ ("Up to %s"), last);
  else if (till_day_compare (self->range.first, self->range.last) == 0)
    text = words != NULL ? g_strdup_printf ("%s: %s", words, first) : g_strdup (first);
  else if (words != NULL)
    text = g_strdup_printf ("%s: %s – %s", words, first, last);
  else
    text = g_strdup_printf ("%s – %s", first, last);

  gtk_label_set_text (self->label, text);
}

static GDateTime *
day_to_date_time (TillDay day)
{
  int year;
  int month;
  int day_of_month;

  till_day_get_ymd (day, &year, &month, &day_of_month);

  return g_date_time_new_utc (year, month, day_of_month, 12, 0, 0);
}

static TillDay
picked_day (GtkCalendar *calendar)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);

  return till_day (g_date_time_get_year (date), g_date_time_get_month (date),
                   g_date_time_get_day_of_month (date));
}

static void
show_day (GtkCalendar *calendar, TillDay day)
{
  g_autoptr (GDateTime) date = day_to_date_time (day);

  gtk_calendar_select_day (calendar, date);
}

static void
take (TillRangeButton *self, TillRangePreset preset, TillDayRange range)
{
  self->preset = preset;
  self->range = range;
  update_label (self);
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[RANGE_CHANGED], 0);
}

static void
preset_cb (GtkButton *button, TillRangeButton *self)
{
  TillRangePreset preset =
    (TillRangePreset) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "preset"));

  take (self, preset, till_range_for_preset (preset, self->today));
}

static void
picked_cb (TillRangeButton *self)
{
  gboolean order;

  /* While the popover is being made. */
  if (self->first == NULL || self->last == NULL)
    return;
  order = till_day_compare (picked_day (self->first), picked_day (self->last)) <= 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->use), order);
  gtk_widget_set_opacity (GTK_WIDGET (self->problem), order ? 0 : 1);
}

static void
use_cb (GtkButton *button, TillRangeButton *self)
{
  take (self, TILL_PRESET_CUSTOM,
        (TillDayRange){ picked_day (self->first), picked_day (self->last) });
}

static void
shown_cb (TillRangeButton *self)
{
  TillDay last = till_day_is_none (self->range.last) ? self->today : self->range.last;

  show_day (self->first, till_day_is_none (self->range.first) ? till_day_add_months (last, -1)
                                                              : self->range.first);
  show_day (self->last, last);
  picked_cb (self);
}

static void
till_range_button_class_init (TillRangeButtonClass *klass)
{
  signals[RANGE_CHANGED] = g_signal_new ("range-changed", TILL_TYPE_RANGE_BUTTON, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_presets (TillRangeButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (presets[i].words));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
      g_object_set_data (G_OBJECT (button), "preset", GINT_TO_POINTER ((int) presets[i].preset));
      g_signal_connect (button, "clicked", G_CALLBACK (preset_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }

  return box;
}

static GtkCalendar *
add_calendar (TillRangeButton *self, GtkBox *box, const char *title)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *calendar = gtk_calendar_new ();

  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_halign (heading, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  /* "day-selected" is silent when only the month or the year is another. */
  g_signal_connect_swapped (calendar, "notify::month", G_CALLBACK (picked_cb), self);
  g_signal_connect_swapped (calendar, "notify::year", G_CALLBACK (picked_cb), self);
  g_signal_connect_swapped (calendar, "day-selected", G_CALLBACK (picked_cb), self);
  gtk_box_append (GTK_BOX (side), heading);
  gtk_box_append (GTK_BOX (side), calendar);
  gtk_box_append (box, side);

  return GTK_CALENDAR (calendar);
}

static GtkWidget *
new_calendars (TillRangeButton *self)
{
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *bottom = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->problem = GTK_LABEL (gtk_label_new (_ ("The first day is after the last.")));
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_hexpand (GTK_WIDGET (self->problem), TRUE);
  gtk_label_set_xalign (self->problem, 0);
  self->use = GTK_BUTTON (gtk_button_new_with_mnemonic (_ ("_Show These Days")));
  gtk_widget_add_css_class (GTK_WIDGET (self->use), "suggested-action");
  g_signal_connect (self->use, "clicked", G_CALLBACK (use_cb), self);
  gtk_box_append (GTK_BOX (bottom), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (bottom), GTK_WIDGET (self->use));

  self->first = add_calendar (self, GTK_BOX (both), _ ("From"));
  self->last = add_calendar (self, GTK_BOX (both), _ ("To"));
  gtk_box_append (GTK_BOX (all), both);
  gtk_box_append (GTK_BOX (all), bottom);

  return all;
}

/* The calendars cost more than the rest of a page, and most days nobody opens them. */
static void
make_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  TillRangeButton *self = user_data;
  GtkWidget       *box;

  if (self->first == NULL)
    {
      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      gtk_box_append (GTK_BOX (box), new_presets (self));
      gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
      gtk_box_append (GTK_BOX (box), new_calendars (self));
      gtk_popover_set_child (self->popover, box);
    }
  shown_cb (self);
}

static void
till_range_button_init (TillRangeButton *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("x-office-calendar-symbolic"));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));

  self->popover = GTK_POPOVER (gtk_popover_new ());
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, content);
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  gtk_menu_button_set_create_popup_func (self->button, make_popover_cb, self, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Choose the days"));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
    GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Days"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));

  self->today = till_day (2000, 1, 1);
  till_range_button_set_preset (self, TILL_PRESET_LAST_MONTH);
}

GtkWidget *
till_range_button_new (void)
{
  return g_object_new (TILL_TYPE_RANGE_BUTTON, NULL);
}

void
till_range_button_set_today (TillRangeButton *self, TillDay today)
{
  g_return_if_fail (TILL_IS_RANGE_BUTTON (self));

  self->today = today;
  if (self->preset != TILL_PRESET_CUSTOM)
    till_range_button_set_preset (self, self->preset);
}

void
till_range_button_set_preset (TillRangeButton *self, TillRangePreset preset)
{
  g_return_if_fail (TILL_IS_RANGE_BUTTON (self));

  self->preset = preset;
  self->range = till_range_for_preset (preset, self->today);
  update_label (self);
}

void
till_range_button_set_range (TillRangeButton *self, TillDayRange range)
{
  g_return_if_fail (TILL_IS_RANGE_BUTTON (self));

  self->preset = TILL_PRESET_CUSTOM;
  self->range = range;
  update_label (self);
}

TillDayRange
till_range_button_get_range (TillRangeButton *self)
{
  g_return_val_if_fail (TILL_IS_RANGE_BUTTON (self),
                        ((TillDayRange){ TILL_DAY_NONE, TILL_DAY_NONE }));

  return self->range;
}

TillRangePreset
till_range_button_get_preset (TillRangeButton *self)
{
  g_return_val_if_fail (TILL_IS_RANGE_BUTTON (self), TILL_PRESET_CUSTOM);

  return self->preset;
}
