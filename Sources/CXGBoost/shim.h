#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xgboost/c_api.h>

// A booster and its rows behind a handle: XGBoost's interface is made of pointers, and Swift outside the kernels handles none.
// Functions give 0, or -1 and leave XGBoost's words in garimpo_booster_fault.

typedef struct garimpo_booster garimpo_booster;
struct garimpo_booster {
  DMatrixHandle matrix;
  BoosterHandle booster;
  const float *values;
  const char *bytes;
};
typedef garimpo_booster *garimpo_booster_ref;

// XGBoost's words for what is wrong last.
static inline const char *garimpo_booster_fault(void) { return XGBGetLastError(); }

static inline void garimpo_booster_version(int *major, int *minor, int *patch) { XGBoostVersion(major, minor, patch); }

static inline void garimpo_booster_free(garimpo_booster *booster) {
  if (!booster) return;
  if (booster->booster) XGBoosterFree(booster->booster);
  if (booster->matrix) XGDMatrixFree(booster->matrix);
  free(booster);
}

// The description of `count` numbers at `data` that XGBoost reads.
static inline void garimpo_booster_describe(char *text, size_t size, const void *data, size_t count, const char *type) {
  snprintf(
      text, size, "{\"data\": [%llu, true], \"shape\": [%llu], \"typestr\": \"%s\", \"version\": 3}",
      (unsigned long long)(uintptr_t)data, (unsigned long long)count, type);
}

// A booster of the rows in compressed sparse rows; `offsets` has rows + 1 numbers. NULL if XGBoost will not make it.
static inline garimpo_booster *garimpo_booster_make(
    const int64_t *offsets, size_t rows, const uint32_t *indices, const float *values, size_t count, size_t columns) {
  garimpo_booster *booster = (garimpo_booster *)calloc(1, sizeof(garimpo_booster));
  if (!booster) return NULL;
  // The library reads one number of an empty list's type, so none is described as lying nowhere.
  static const float nothing[1] = {0};
  char offset_text[160], index_text[160], value_text[160];
  garimpo_booster_describe(offset_text, sizeof offset_text, offsets, rows + 1, "<i8");
  garimpo_booster_describe(index_text, sizeof index_text, count ? (const void *)indices : nothing, count, "<u4");
  garimpo_booster_describe(value_text, sizeof value_text, count ? (const void *)values : nothing, count, "<f4");
  if (XGDMatrixCreateFromCSR(
          offset_text, index_text, value_text, columns, "{\"missing\": NaN, \"nthread\": 1}", &booster->matrix) ||
      XGBoosterCreate(&booster->matrix, 1, &booster->booster)) {
    garimpo_booster_free(booster);
    return NULL;
  }
  return booster;
}

// Sets a number of each row: "label" or "weight".
static inline int garimpo_booster_describe_rows(
    garimpo_booster *booster, const char *field, const float *numbers, size_t count) {
  return XGDMatrixSetFloatInfo(booster->matrix, field, numbers, count);
}

static inline int garimpo_booster_set(garimpo_booster *booster, const char *name, const char *value) {
  return XGBoosterSetParam(booster->booster, name, value);
}

// Adds one tree.
static inline int garimpo_booster_grow(garimpo_booster *booster, int round) {
  return XGBoosterUpdateOneIter(booster->booster, round, booster->matrix);
}

// Makes the bytes of the model, which garimpo_booster_copy_bytes copies.
static inline int garimpo_booster_save(garimpo_booster *booster, size_t *count) {
  bst_ulong length = 0;
  int code = XGBoosterSaveModelToBuffer(booster->booster, "{\"format\": \"ubj\"}", &length, &booster->bytes);
  *count = length;
  return code;
}

static inline void garimpo_booster_copy_bytes(const garimpo_booster *booster, uint8_t *bytes, size_t count) {
  memcpy(bytes, booster->bytes, count);
}

static inline int garimpo_booster_load(garimpo_booster *booster, const uint8_t *bytes, size_t count) {
  return XGBoosterLoadModelFromBuffer(booster->booster, bytes, count);
}

// Makes numbers of the rows, which garimpo_booster_copy_values copies: 0 probabilities, 1 log odds, 2 contributions.
static inline int garimpo_booster_predict(garimpo_booster *booster, int kind, size_t *count) {
  char config[160];
  snprintf(
      config, sizeof config,
      "{\"type\": %d, \"training\": false, \"iteration_begin\": 0, \"iteration_end\": 0, \"strict_shape\": false}", kind);
  const bst_ulong *shape = NULL;
  bst_ulong dimensions = 0;
  int code =
      XGBoosterPredictFromDMatrix(booster->booster, booster->matrix, config, &shape, &dimensions, &booster->values);
  *count = code ? 0 : 1;
  for (bst_ulong i = 0; !code && i < dimensions; i++) *count *= shape[i];
  return code;
}

static inline void garimpo_booster_copy_values(const garimpo_booster *booster, float *values, size_t count) {
  memcpy(values, booster->values, count * sizeof(float));
}
