"""The tables' local stores: one that is damaged is put aside, and the changelog brings it back."""

import shutil
from collections.abc import Sequence
from functools import cache
from typing import Any, cast

import faust
import rocksdict
import structlog
from aiokafka.structs import ConsumerRecord
from faust.stores import rocksdb
from faust.types import AppT, StoreT

_log = structlog.get_logger(__name__)

_DAMAGED = ("Corruption", "No such file or directory")
"""What RocksDB says of a store whose files are broken or gone. It has no class of errors for it."""

_CACHE_BYTES = 16 * 1024**2
"""Of blocks read from disk, for all partitions of all tables together."""


@cache
def _blocks() -> rocksdict.Cache:
    return rocksdict.Cache(_CACHE_BYTES)


class StoreOptions(rocksdb.RocksDBOptions):
    """Faust's, which give each store a cache of its own: a worker's memory would grow with its partitions."""

    def as_options(self) -> rocksdict.Options:
        """RocksDB's options, with the cache that all stores share."""
        options: rocksdict.Options = super().as_options()
        blocks = rocksdict.BlockBasedOptions()
        blocks.set_bloom_filter(self.bloom_filter_size, block_based=True)
        blocks.set_index_type(rocksdict.BlockBasedIndexType.binary_search())
        blocks.set_block_cache(_blocks())
        options.set_block_based_table_factory(blocks)
        return options


class _Store(rocksdb.Store):
    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.rocksdb_options = StoreOptions(**(self.options or {}))

    def _open_for_partition(self, partition: int) -> Any:
        try:
            return super()._open_for_partition(partition)
        except Exception as error:
            if not str(error).removeprefix("IO error: ").startswith(_DAMAGED):
                raise
            path = self.partition_path(partition)
            aside = path.with_name(f"{path.name}.damaged")
            shutil.rmtree(aside, ignore_errors=True)
            path.rename(aside)
            _log.warning("local table is damaged, put aside and recovered", aside=str(aside), error=str(error))
            return super()._open_for_partition(partition)

    def restore(self, partition: int, records: Sequence[ConsumerRecord]) -> None:
        batch = rocksdict.WriteBatch(raw_mode=True)
        for record in records:
            if record.value is None:
                batch.delete(record.key)
            else:
                batch.put(record.key, record.value)
        batch.put(self.offset_key, str(records[-1].offset).encode())
        self._db_for_partition(partition).write(batch)


class RecoveringTable(faust.Table[Any, Any]):
    """Faust's table over such a store; without it a damaged one would end every worker that opens it."""

    def restore(self, partition: int, records: Sequence[ConsumerRecord]) -> None:
        """Write records of the changelog, in order, and how far they go, to the local store: all of it or nothing."""
        cast("_Store", self.data).restore(partition, records)

    def _new_store_by_url(self, url: Any) -> StoreT[Any, Any]:
        app: AppT = self.app
        return _Store(
            url,
            app,
            self,
            table_name=self.name,
            key_type=self.key_type,
            key_serializer=self.key_serializer,
            value_serializer=self.value_serializer,
            value_type=self.value_type,
            loop=self.loop,
            options=self.options,
        )
