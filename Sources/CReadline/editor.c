#include "hearout_readline.h"
#include "internal.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

static struct {
  bool is_open;
  bool has_begun;
  bool is_paused;
  hr_callbacks callbacks;
  const unsigned char *keys;
  size_t keys_left;
} editor;

/* ---- readline's side ---- */

/* Readline gives a command up (Ctrl-G, an unbound key, nothing to yank) by a jump. Version 8.2, fed through
 * callbacks, at times jumps to a function that has returned: after a search, say, that ended with a key of
 * two bytes. So each time it can have prepared such a jump, we make it one to hr_feed, which is always
 * there. */
extern sigjmp_buf _rl_top_level __attribute__((weak));
static sigjmp_buf feeding;
static bool is_feeding;

static void aim_jump(void) {
  if (is_feeding && &_rl_top_level != NULL) memcpy(&_rl_top_level, &feeding, sizeof feeding);
}

enum { repeats_max = 10000 };

static void on_redisplay(void) {
  aim_jump();
  /* An argument (Alt-9 9 9 …) is shown as it grows. Nobody means a line of gigabytes. */
  if (rl_numeric_arg > repeats_max) rl_numeric_arg = repeats_max;
  if (editor.is_open) editor.callbacks.changed(editor.callbacks.context);
}

static int next_key(FILE *stream) {
  (void)stream;
  aim_jump();
  if (editor.keys_left > 0) {
    editor.keys_left--;
    return *editor.keys++;
  }
  int byte = editor.callbacks.need_byte(editor.callbacks.context);
  return byte < 0 ? 7 /* Ctrl-G gives up whatever asked */ : byte;
}

static int keys_are_waiting(void) {
  return editor.keys_left > 0;
}

static void on_line(char *text) {
  /* Leaving here, in the handler, keeps readline from starting the next line by itself. */
  rl_callback_handler_remove();
  editor.has_begun = false;
  editor.is_paused = true;
  editor.callbacks.line(editor.callbacks.context, text);
  free(text);
}

bool editor_accepts(void) {
  return editor.callbacks.accept(editor.callbacks.context);
}

void editor_command(hr_command command) {
  editor.callbacks.command(editor.callbacks.context, command);
}

static char *complete_nothing(const char *text, int state) {
  (void)text, (void)state;
  return NULL;
}

static void prepare_terminal(int meta) {
  (void)meta;
  hr_terminal_prepare();
}

/* Between two lines the terminal stays as it is, so that what is typed meanwhile is not echoed into the
 * output. */
static void keep_terminal(void) {}

/* Readline wants streams: one to know the terminal by, and one to write to, which leads nowhere. */
static bool open_streams(int input) {
  int copy = fcntl(input, F_DUPFD_CLOEXEC, 3);
  FILE *keys = copy < 0 ? NULL : fdopen(copy, "r");
  FILE *nowhere = fopen("/dev/null", "we");
  if (keys != NULL && nowhere != NULL) {
    rl_instream = keys;
    rl_outstream = nowhere;
    return true;
  }
  if (keys != NULL) fclose(keys); else if (copy >= 0) close(copy);
  if (nowhere != NULL) fclose(nowhere);
  return false;
}

static void close_streams(void) {
  FILE *keys = rl_instream, *nowhere = rl_outstream;
  rl_instream = stdin;
  rl_outstream = stdout;
  fclose(keys);
  fclose(nowhere);
}

bool hr_open(const hr_callbacks *callbacks, int input, int output) {
  if (editor.is_open || !open_streams(input)) return false;
  terminal_choose(input, output);
  hr_use_utf8_locale();
  editor.callbacks = *callbacks;
  editor.is_open = true;

  rl_readline_name = "hearout";
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_getc_function = next_key;
  rl_input_available_hook = keys_are_waiting;
  rl_prep_term_function = prepare_terminal;
  rl_deprep_term_function = keep_terminal;
  rl_completion_entry_function = complete_nothing;
  bindings_before_init_file();
  char *saved = locale_pretend();
  rl_initialize();
  /* Some of readline's functions expect that it has displayed something once. */
  rl_tty_set_echoing(1);
  rl_redisplay();
  bindings_after_init_file();
  locale_stop_pretending(saved);
  rl_redisplay_function = on_redisplay;
  using_history();
  return true;
}

void hr_close(void) {
  if (!editor.is_open) return;
  hr_end();
  hr_terminal_restore();
  editor.is_open = false;
  /* Unlike rl_clear_history, this leaves the lists of undos alone, some of which may be freed already. */
  clear_history();
  rl_redisplay_function = rl_redisplay;
  rl_prep_term_function = rl_prep_terminal;
  rl_deprep_term_function = rl_deprep_terminal;
  close_streams();
}

/* ---- a line ---- */

void hr_begin(void) {
  if (editor.has_begun) return;
  editor.has_begun = true;
  /* What the program printed belongs above the line. */
  fflush(stdout);
  char *saved = locale_pretend();
  rl_callback_handler_install("", on_line);
  locale_stop_pretending(saved);
}

void hr_end(void) {
  if (!editor.has_begun) return;
  editor.has_begun = false;
  rl_callback_sigcleanup();
  rl_free_line_state();
  rl_callback_handler_remove();
}

/* A NUL in the line (vi's `r` can put one there) makes readline's searches run for ever. */
static void replace_nul(void) {
  char *nul;
  while (rl_end > 0 && (nul = memchr(rl_line_buffer, 0, (size_t)rl_end)) != NULL) *nul = ' ';
}

size_t hr_feed(const unsigned char *keys, size_t count) {
  editor.keys = keys;
  editor.keys_left = count;
  editor.is_paused = false;
  /* Nothing here may live in a register across the jump; `count` and `keys` are not changed. */
  if (sigsetjmp(feeding, 0) != 0) on_redisplay();
  is_feeding = true;
  while (editor.keys_left > 0 && editor.has_begun && !editor.is_paused) {
    rl_callback_read_char();
    replace_nul();
  }
  is_feeding = false;
  size_t taken = count - editor.keys_left;
  editor.keys = NULL;
  editor.keys_left = 0;
  return taken;
}

void hr_pause_feeding(void) {
  editor.is_paused = true;
}

void hr_abandon_keys(void) {
  rl_callback_sigcleanup();
  rl_clear_message();
  rl_clear_pending_input();
  rl_discard_argument();
  /* Like a new line, the line that is given up begins in insert mode. */
  if (rl_editing_mode == 0) rl_vi_insertion_mode(1, 'i');
}

bool hr_is_searching(void) {
  return RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_MOREINPUT | RL_STATE_CHARSEARCH) != 0;
}

const char *hr_text(size_t *length, size_t *cursor) {
  *length = (size_t)rl_end;
  *cursor = (size_t)rl_point;
  return rl_line_buffer;
}

const char *hr_message(void) {
  return rl_display_prompt == rl_prompt || rl_display_prompt == NULL ? NULL : rl_display_prompt;
}

void hr_set_cursor(size_t cursor) {
  rl_point = cursor > (size_t)rl_end ? rl_end : (int)cursor;
}

void hr_replace(size_t from, size_t to, const char *text, size_t cursor) {
  if (to > (size_t)rl_end) to = (size_t)rl_end;
  if (from > to) from = to;
  rl_begin_undo_group();
  rl_delete_text((int)from, (int)to);
  rl_point = (int)from;
  rl_insert_text(text);
  rl_end_undo_group();
  hr_set_cursor(cursor);
}

void hr_reset_text(const char *text, size_t cursor) {
  rl_replace_line(text, 1);
  hr_set_cursor(cursor);
}

void hr_clear_text(void) {
  if (where_history() == history_length) {
    hr_replace(0, (size_t)rl_end, "", 0);
    return;
  }
  /* A line from the history would be kept there as it is now, empty: start afresh instead. */
  hr_end();
  hr_begin();
}

void hr_ring(void) {
  rl_ding();
}

bool hr_wants_bracketed_paste(void) {
  const char *value = rl_variable_value("enable-bracketed-paste");
  return value != NULL && strcmp(value, "on") == 0;
}

/* ---- history ---- */

void hr_history_limit(int entries) {
  stifle_history(entries);
}

void hr_history_add(const char *line) {
  add_history(line);
}

