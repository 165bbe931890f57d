// Reads a letter's record with golang.org/x/mod/sumdb: signed notes and Merkle tiles by other people's code.
// The tiles are those of C2SP's tlog-tiles: the same as Go's of height 8, at other paths.
//
// usage: read_record LETTER    (its folder: manifest.json and record)
package main

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const epochLeaf = 6

// The verifier of the log's notes, from the letter's manifest.
func logOf(manifest string) (note.Verifier, error) {
	data, err := os.ReadFile(manifest)
	if err != nil {
		return nil, err
	}
	var letter struct{ Log struct{ Origin, Key string } }
	if err := json.Unmarshal(data, &letter); err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(letter.Log.Key)
	if err != nil {
		return nil, err
	}
	vkey, err := note.NewEd25519VerifierKey(letter.Log.Origin, key)
	if err != nil {
		return nil, err
	}
	return note.NewVerifier(vkey)
}

// The tree that a signed checkpoint states.
func openCheckpoint(data []byte, log note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(data, note.VerifierList(log))
	if err != nil {
		return tlog.Tree{}, err
	}
	origin, rest, _ := strings.Cut(opened.Text, "\n")
	if origin != log.Name() {
		return tlog.Tree{}, errors.New("the checkpoint is another log's")
	}
	// The same text as Go's own log has, but for its first line.
	return tlog.ParseTree([]byte("go.sum database tree\n" + rest))
}

type folder string

func (f folder) read(path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(f), path))
}
func (f folder) Height() int                     { return 8 }
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range tiles {
		data, err := f.read("tile/" + strings.TrimPrefix(tile.Path(), "tile/8/"))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

// Every leaf, from the bundles of entries.
func (f folder) leaves(size int64) ([][]byte, error) {
	var out [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := size - n*256
		if width > 256 {
			width = 256
		}
		path := tlog.Tile{H: 8, L: 0, N: n, W: int(width)}.Path()
		data, err := f.read("tile/entries/" + strings.TrimPrefix(path, "tile/8/0/"))
		if err != nil {
			return nil, err
		}
		for len(data) >= 2 {
			length := int(binary.BigEndian.Uint16(data))
			if len(data) < 2+length {
				return nil, errors.New("a bundle is cut short")
			}
			out = append(out, data[2:2+length])
			data = data[2+length:]
		}
		if len(data) != 0 {
			return nil, errors.New("a bundle has bytes left over")
		}
	}
	if int64(len(out)) != size {
		return nil, fmt.Errorf("%d leaves in the bundles, %d in the tree", len(out), size)
	}
	return out, nil
}

// Every leaf is in the tree, by the tiles that the root vouches for and by a proof of its own.
func checkLeaves(leaves [][]byte, tree tlog.Tree, tiles tlog.HashReader) error {
	for i, leaf := range leaves {
		hash := tlog.RecordHash(leaf)
		stored, err := tiles.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(i))})
		if err != nil {
			return err
		}
		if stored[0] != hash {
			return fmt.Errorf("leaf %d is not the tree's", i)
		}
		if i%17 != 0 {
			continue
		}
		proof, err := tlog.ProveRecord(tree.N, int64(i), tiles)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), hash); err != nil {
			return err
		}
	}
	return nil
}

// Every epoch's leaf carries the checkpoint of the tree before it: each is one that the last tree extends.
func checkEpochs(leaves [][]byte, tree tlog.Tree, tiles tlog.HashReader, log note.Verifier) (int, error) {
	epochs := 0
	for i, leaf := range leaves {
		if leaf[0] != epochLeaf {
			continue
		}
		const before = 5 + 4 + 8 + 2 // kind, part, parts; epoch, end, length
		earlier, err := openCheckpoint(leaf[before:], log)
		if err != nil {
			return epochs, fmt.Errorf("leaf %d: %w", i, err)
		}
		if earlier.N != int64(i) {
			return epochs, fmt.Errorf("leaf %d carries a checkpoint of %d leaves", i, earlier.N)
		}
		proof, err := tlog.ProveTree(tree.N, earlier.N, tiles)
		if err != nil {
			return epochs, err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, earlier.N, earlier.Hash); err != nil {
			return epochs, fmt.Errorf("leaf %d: %w", i, err)
		}
		epochs++
	}
	return epochs, nil
}

func read(letter string) error {
	log, err := logOf(filepath.Join(letter, "manifest.json"))
	if err != nil {
		return err
	}
	record := folder(filepath.Join(letter, "record"))
	signed, err := record.read("checkpoint")
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(signed, log)
	if err != nil {
		return err
	}
	leaves, err := record.leaves(tree.N)
	if err != nil {
		return err
	}
	tiles := tlog.TileHashReader(tree, record)
	if err := checkLeaves(leaves, tree, tiles); err != nil {
		return err
	}
	epochs, err := checkEpochs(leaves, tree, tiles, log)
	if err != nil {
		return err
	}
	fmt.Printf("%d leaves, %d checkpoints of epochs\n", len(leaves), epochs)
	return nil
}

func main() {
	if err := read(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
