"""The tables' local stores share one cache of blocks, so a worker's memory does not grow with its partitions."""

from pathlib import Path

from streams.agents.stores import StoreOptions


def test_what_one_store_has_read_is_in_the_same_cache_as_another_ones(tmp_path: Path) -> None:
    stores = [StoreOptions().open(tmp_path / str(partition)) for partition in range(2)]
    for number, store in enumerate(stores):
        for key in range(200):
            store.put(b"%d %d" % (number, key), bytes(1000))
        store.flush()

    def used() -> list[int]:
        return [store.property_int_value("rocksdb.block-cache-usage") for store in stores]

    before = used()
    assert stores[0].get(b"0 7") == bytes(1000)
    assert used()[0] > before[0]
    assert used()[1] == used()[0]
    for store in stores:
        store.close()
