/* till-sheet.c: a PDF being drawn: text in a few fonts, rules and panels, page by page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document/till-sheet.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#include "core/till-error.h"

/* The first that is there; what it lacks is taken from any font that has it. */
#define FAMILIES "Noto Sans, Noto Sans Hebrew, Noto Sans Arabic, Segoe UI, Sans"

/* Many different values may be kept in a long file: beyond this the memory is better let go. */
#define MOST_KEPT 2000

/* Parts of a point in which a signature is placed. */
#define FINE 100.0

static const struct
{
  double      size;
  PangoWeight weight;
} fonts[TILL_N_FONTS] = {
  [TILL_FONT_PRACTICE] = { 18.0, PANGO_WEIGHT_BOLD },
  [TILL_FONT_TITLE] = { 15.0, PANGO_WEIGHT_BOLD },
  [TILL_FONT_AMOUNT] = { 32.0, PANGO_WEIGHT_BOLD },
  [TILL_FONT_UNIT] = { 13.0, PANGO_WEIGHT_NORMAL },
  [TILL_FONT_STRONG] = { 10.5, PANGO_WEIGHT_BOLD },
  [TILL_FONT_HEADING] = { 9.5, PANGO_WEIGHT_BOLD },
  [TILL_FONT_VALUE] = { 10.5, PANGO_WEIGHT_NORMAL },
  [TILL_FONT_LABEL] = { 9.5, PANGO_WEIGHT_NORMAL },
  [TILL_FONT_SMALL] = { 9.0, PANGO_WEIGHT_NORMAL },
  [TILL_FONT_LINK] = { 9.5, PANGO_WEIGHT_NORMAL },
  [TILL_FONT_CELL] = { 8.5, PANGO_WEIGHT_NORMAL },
  [TILL_FONT_CELL_STRONG] = { 8.5, PANGO_WEIGHT_BOLD },
};

static const double inks[][3] = {
  [TILL_INK_BLACK] = { 0.10, 0.12, 0.15 }, [TILL_INK_GRAY] = { 0.37, 0.40, 0.44 },
  [TILL_INK_LINE] = { 0.84, 0.86, 0.88 },  [TILL_INK_PANEL] = { 0.955, 0.965, 0.975 },
  [TILL_INK_BLUE] = { 0.06, 0.35, 0.47 },  [TILL_INK_BROWN] = { 0.56, 0.29, 0.05 },
  [TILL_INK_SLATE] = { 0.30, 0.31, 0.37 },
};

struct _TillSheet
{
  /* Owned */
  cairo_surface_t      *surface;
  cairo_t              *cairo;
  PangoContext         *context;
  PangoLayout          *layout; /* for what is not kept */
  PangoFontDescription *fonts[TILL_N_FONTS];
  GHashTable           *kept; /* char * to PangoLayout */
  GByteArray           *bytes;

  double   width;
  double   height;
  TillFont layout_font;
  gboolean dry;
};

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

TillSheet *
till_sheet_new (double width, double height)
{
  TillSheet            *self = g_new0 (TillSheet, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  self->width = width;
  self->height = height;
  self->bytes = g_byte_array_new ();
  self->surface = cairo_pdf_surface_create_for_stream (append, self->bytes, width, height);
  self->cairo = cairo_create (self->surface);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  /* Sizes are points of the paper, and letters stand where they are drawn, not where a screen has
   * dots. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  self->context = pango_cairo_create_context (self->cairo);
  pango_cairo_context_set_font_options (self->context, options);
  pango_cairo_context_set_resolution (self->context, 72.0);
  cairo_font_options_destroy (options);

  for (int font = 0; font < TILL_N_FONTS; font++)
    {
      self->fonts[font] = pango_font_description_new ();
      pango_font_description_set_family_static (self->fonts[font], FAMILIES);
      pango_font_description_set_weight (self->fonts[font], fonts[font].weight);
      pango_font_description_set_absolute_size (self->fonts[font], fonts[font].size * PANGO_SCALE);
    }

  self->layout = pango_layout_new (self->context);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  self->layout_font = TILL_N_FONTS;

  return self;
}

TillSheet *
till_sheet_new_for_paper (TillPaper paper, gboolean landscape)
{
  double width = paper == TILL_PAPER_A4 ? 595.276 : 612.0;
  double height = paper == TILL_PAPER_A4 ? 841.89 : 792.0;

  return landscape ? till_sheet_new (height, width) : till_sheet_new (width, height);
}

void
till_sheet_free (TillSheet *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->kept);
  for (int font = 0; font < TILL_N_FONTS; font++)
    pango_font_description_free (self->fonts[font]);
  g_object_unref (self->layout);
  g_object_unref (self->context);
  cairo_destroy (self->cairo);
  cairo_surface_destroy (self->surface);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

double
till_sheet_get_width (TillSheet *self)
{
  return self->width;
}

double
till_sheet_get_height (TillSheet *self)
{
  return self->height;
}

void
till_sheet_set_about (TillSheet  *self,
                      const char *title,
                      const char *author,
                      const char *subject,
                      gint64      at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / 1000);
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_AUTHOR, author);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_SUBJECT, subject);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR, "Till");
  if (date != NULL)
    {
      cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
      cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_MOD_DATE, date);
    }
}

/* By the first letter, as the Unicode algorithm has it for a paragraph (rules P2 and P3). */
static gboolean
runs_from_the_right (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (!g_unichar_isalpha (letter))
        continue;
      if (letter < 0x0590)
        return FALSE;

      switch ((int) g_unichar_get_script (letter))
        {
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
        case G_UNICODE_SCRIPT_NKO:
          return TRUE;
        default:
          return FALSE;
        }
    }

  return FALSE;
}

/* Pango turns left and right about for a paragraph that runs from the right. Turned back here: a
 * Hebrew name, too, begins its column at the left edge, as the table has it. */
static PangoAlignment
alignment_of (TillAlign align, const char *text)
{
  gboolean turned = runs_from_the_right (text);

  switch (align)
    {
    case TILL_ALIGN_START:
      return turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
    case TILL_ALIGN_CENTER:
      return PANGO_ALIGN_CENTER;
    case TILL_ALIGN_END:
      return turned ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
    default:
      g_return_val_if_reached (PANGO_ALIGN_LEFT);
    }
}

static void
set_font (TillSheet *self, PangoLayout *layout, TillFont font)
{
  PangoAttrList *list = NULL;

  pango_layout_set_font_description (layout, self->fonts[font]);
  if (font == TILL_FONT_CELL || font == TILL_FONT_CELL_STRONG)
    {
      list = pango_attr_list_new ();
      pango_attr_list_insert (list, pango_attr_font_features_new ("tnum=1"));
    }
  if (font == TILL_FONT_LINK)
    {
      list = pango_attr_list_new ();
      pango_attr_list_insert (list, pango_attr_insert_hyphens_new (FALSE));
    }
  pango_layout_set_attributes (layout, list);
  g_clear_pointer (&list, pango_attr_list_unref);
}

static void
set_text (PangoLayout *layout, const TillTextStyle *style, const char *text, int width)
{
  pango_layout_set_width (layout, width);
  pango_layout_set_alignment (layout, alignment_of (style->align, text));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -(int) MAX (style->most_lines, 1));
  pango_layout_set_text (layout, text, -1);
}

/* A layout that holds @text, borrowed until the next call. */
static PangoLayout *
lay_out (TillSheet *self, const TillTextStyle *style, const char *text, int width)
{
  g_autofree char *key = NULL;
  PangoLayout     *layout;

  if (!style->keep)
    {
      if (self->layout_font != style->font)
        set_font (self, self->layout, style->font);
      self->layout_font = style->font;
      set_text (self->layout, style, text, width);

      return self->layout;
    }

  key = g_strdup_printf ("%d %d %d %s", style->font, style->align, width, text);
  layout = g_hash_table_lookup (self->kept, key);
  if (layout == NULL)
    {
      if (g_hash_table_size (self->kept) >= MOST_KEPT)
        g_hash_table_remove_all (self->kept);

      layout = pango_layout_new (self->context);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      set_font (self, layout, style->font);
      set_text (layout, style, text, width);
      g_hash_table_insert (self->kept, g_steal_pointer (&key), layout);
    }

  return layout;
}

static void
set_ink (TillSheet *self, TillInk ink)
{
  cairo_set_source_rgb (self->cairo, inks[ink][0], inks[ink][1], inks[ink][2]);
}

double
till_sheet_text (TillSheet           *self,
                 const TillTextStyle *style,
                 const char          *text,
                 double               x,
                 double               base_line,
                 double               width)
{
  PangoLayout   *layout = lay_out (self, style, text, pango_units_from_double (width));
  double         ascent = pango_units_to_double (pango_layout_get_baseline (layout));
  PangoRectangle extents;

  if (!self->dry)
    {
      till_sheet_begin (self, style->tag);
      set_ink (self, style->ink);
      cairo_move_to (self->cairo, x, base_line - ascent);
      pango_cairo_show_layout (self->cairo, layout);
      till_sheet_end (self, style->tag);
    }

  pango_layout_get_extents (layout, NULL, &extents);

  return base_line - ascent + pango_units_to_double (extents.height);
}

double
till_sheet_measure (TillSheet *self, const TillTextStyle *style, const char *text)
{
  PangoLayout   *layout = lay_out (self, style, text, -1);
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);

  return pango_units_to_double (extents.width);
}

void
till_sheet_rule (TillSheet *self, TillInk ink, double thickness, double x, double y, double width)
{
  if (self->dry)
    return;

  set_ink (self, ink);
  cairo_rectangle (self->cairo, x, y, width, thickness);
  cairo_fill (self->cairo);
}

static void
trace_round (TillSheet *self, double x, double y, double width, double height)
{
  const double radius = 5.0;

  cairo_new_sub_path (self->cairo);
  cairo_arc (self->cairo, x + width - radius, y + radius, radius, -G_PI_2, 0.0);
  cairo_arc (self->cairo, x + width - radius, y + height - radius, radius, 0.0, G_PI_2);
  cairo_arc (self->cairo, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (self->cairo, x + radius, y + radius, radius, G_PI, 3.0 * G_PI_2);
  cairo_close_path (self->cairo);
}

void
till_sheet_panel (TillSheet *self, TillInk ink, double x, double y, double width, double height)
{
  if (self->dry)
    return;

  set_ink (self, ink);
  trace_round (self, x, y, width, height);
  cairo_fill (self->cairo);
}

void
till_sheet_frame (TillSheet *self, TillInk ink, double x, double y, double width, double height)
{
  if (self->dry)
    return;

  set_ink (self, ink);
  cairo_set_line_width (self->cairo, 1.0);
  trace_round (self, x, y, width, height);
  cairo_stroke (self->cairo);
}

void
till_sheet_squares (TillSheet    *self,
                    TillInk       ink,
                    const guint8 *dark,
                    guint         n,
                    double        x,
                    double        y,
                    double        side)
{
  double square = side / n;

  if (self->dry)
    return;

  set_ink (self, ink);
  for (guint row = 0; row < n; row++)
    for (guint column = 0, length; column < n; column += MAX (length, 1))
      {
        for (length = 0; column + length < n && dark[row * n + column + length]; length++)
          ;
        if (length > 0)
          cairo_rectangle (self->cairo, x + column * square, y + row * square, length * square,
                           square);
      }
  cairo_fill (self->cairo);
}

void
till_sheet_signature (TillSheet           *self,
                      TillInk              ink,
                      const TillSignature *signature,
                      double               x,
                      double               y,
                      double               width,
                      double               height)
{
  g_autoptr (TillSignature) fitted =
    till_signature_fit (signature, (int) (width * FINE), (int) (height * FINE));
  guint                     n_points;
  const TillSignaturePoint *points = till_signature_get (fitted, &n_points);

  if (self->dry)
    return;

  set_ink (self, ink);
  cairo_set_line_width (self->cairo, 1.2);
  for (guint i = 0; i < n_points; i++)
    (points[i].begins ? cairo_move_to : cairo_line_to) (self->cairo, x + points[i].x / FINE,
                                                        y + points[i].y / FINE);
  cairo_stroke (self->cairo);
}

void
till_sheet_set_dry (TillSheet *self, gboolean dry)
{
  self->dry = dry;
}

void
till_sheet_set_scale (TillSheet *self, double scale)
{
  cairo_identity_matrix (self->cairo);
  cairo_translate (self->cairo, self->width * (1.0 - scale) / 2.0, 0.0);
  cairo_scale (self->cairo, scale, scale);
}

void
till_sheet_begin (TillSheet *self, const char *tag)
{
  if (tag != NULL && !self->dry)
    cairo_tag_begin (self->cairo, tag, NULL);
}

void
till_sheet_end (TillSheet *self, const char *tag)
{
  if (tag != NULL && !self->dry)
    cairo_tag_end (self->cairo, tag);
}

void
till_sheet_end_page (TillSheet *self)
{
  cairo_show_page (self->cairo);
}

GBytes *
till_sheet_finish (TillSheet *self, GError **error)
{
  cairo_status_t status = cairo_status (self->cairo);

  cairo_surface_finish (self->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (self->surface);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The PDF can't be made: %s"),
                   cairo_status_to_string (status));
      return NULL;
    }

  return g_bytes_new (self->bytes->data, self->bytes->len);
}
