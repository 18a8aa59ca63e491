#include <stdlib.h>
#include <string.h>
#include <zlib.h>

// A stream of zlib behind a handle: zlib's interface is made of pointers, and Swift outside the kernels handles none.

typedef struct garimpo_inflater garimpo_inflater;
struct garimpo_inflater {
  z_stream stream;
};

// A reader of gzip data (15 bits of window; + 16: a gzip header and its checksum are expected), or NULL.
static inline garimpo_inflater *garimpo_inflater_make(void) {
  garimpo_inflater *inflater = (garimpo_inflater *)calloc(1, sizeof(garimpo_inflater));
  if (inflater && inflateInit2(&inflater->stream, 15 + 16) != Z_OK) {
    free(inflater);
    return NULL;
  }
  return inflater;
}

static inline void garimpo_inflater_free(garimpo_inflater *inflater) {
  if (!inflater) return;
  inflateEnd(&inflater->stream);
  free(inflater);
}

// Makes it ready for the next member.
static inline void garimpo_inflater_reset(garimpo_inflater *inflater) { inflateReset(&inflater->stream); }

// Unpacks `input_count` bytes at `input + from` into at most `output_count` bytes at `output + offset`. Both ranges must lie
// in their buffers. What is left of each is stored; the result is zlib's code.
static inline int garimpo_inflater_run(
    garimpo_inflater *inflater, const unsigned char *input, size_t from, unsigned *input_count, unsigned char *output,
    size_t offset, unsigned *output_count) {
  z_stream *stream = &inflater->stream;
  stream->next_in = (unsigned char *)input + from;
  stream->avail_in = *input_count;
  stream->next_out = output + offset;
  stream->avail_out = *output_count;
  int code = inflate(stream, Z_NO_FLUSH);
  *input_count = stream->avail_in;
  *output_count = stream->avail_out;
  stream->next_in = NULL;
  stream->next_out = NULL;
  return code;
}

// zlib's word for what is wrong, or NULL.
static inline const char *garimpo_inflater_fault(const garimpo_inflater *inflater) { return inflater->stream.msg; }
